"""TeX's commands by what they do to a formula."""

from __future__ import annotations

from reader.markdown.maths.symbols import names

MATRICES = {
    "matrix": ("", ""), "smallmatrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "psmallmatrix": ("(", ")"),
    "bsmallmatrix": ("[", "]"), "array": ("", ""), "tabular": ("", ""),
    "cases": ("{", ""), "dcases": ("{", ""), "rcases": ("", "}"),
}  # fmt: skip
IGNORED = names(
    "displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag hline "
    "allowbreak nobreak mathstrut strut relax protect noindent centering big Big bigg Bigg bigl "
    "bigr bigm Bigl Bigr Bigm biggl biggr biggm Biggl Biggr Biggm boldmath middle toprule midrule "
    "bottomrule mathopen mathclose mathpunct mathinner mathord ensuremath smash mathop mathbin mathrel "
    "normalsize small large Large footnotesize normalfont"
)
DROPPED = names("label vspace vskip color pagecolor setcounter cline rule ref eqref")
INFIX = {"over": True, "choose": False, "atop": False}
BRACES = {"underbrace": "⏟", "overbrace": "⏞", "underbracket": "⎵", "overbracket": "⎴"}
ARROWS = {
    "xrightarrow": "→", "xleftarrow": "←", "xRightarrow": "⇒", "xLeftarrow": "⇐", "xmapsto": "↦",
    "xleftrightarrow": "↔", "xlongequal": "=", "xhookrightarrow": "↪",
}  # fmt: skip


AROUND = {
    "bra": ("⟨", "|"), "ket": ("|", "⟩"), "braket": ("⟨", "⟩"), "abs": ("|", "|"),
    "norm": ("‖", "‖"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉"), "set": ("{", "}"),
    "expval": ("⟨", "⟩"), "ev": ("⟨", "⟩"), "Bra": ("⟨", "|"), "Ket": ("|", "⟩"),
}  # fmt: skip
