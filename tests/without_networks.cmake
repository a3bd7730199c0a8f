# Read by ctest before it runs anything.
# SPDX-License-Identifier: GPL-3.0-or-later
set(ENV{PHOTOSIEVE_NETWORKS} off)
