"""What make_collection does to photographs, by families: a clean view and what is made of it."""
# SPDX-License-Identifier: GPL-3.0-or-later
