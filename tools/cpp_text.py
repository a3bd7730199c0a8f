"""C++ text without its comments and the insides of its literals, line for line.

So that a rule about code is not broken by a sentence about it.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import re

TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/'
    r'|R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'",
    re.S)


def code_only(text):
    """`text` with comments blanked and literals emptied; line numbers stay."""
    def blank(match):
        token = match[0]
        lines = "\n" * token.count("\n")
        if token.startswith("/"):
            return " " + lines
        return token[0] + lines + token[-1] if token[0] in "\"'" else '""' + lines
    return TOKEN.sub(blank, text)
