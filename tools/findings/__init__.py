"""Pages of docs/findings: figures and pictures. The words are in the tables beside this file."""
# SPDX-License-Identifier: GPL-3.0-or-later
