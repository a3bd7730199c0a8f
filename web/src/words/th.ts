// SPDX-License-Identifier: GPL-3.0-or-later
import { en, type Words } from "./en"
export const th: Words = en
