"""How good the program judges, on collections whose truth is known: what bench/accuracy is made of."""
# SPDX-License-Identifier: GPL-3.0-or-later
