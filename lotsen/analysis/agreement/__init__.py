"""How far people agree: on the order of things, on weights, on each item, and whether they fall into camps.

    kendall       everyone ranked everything: Kendall's W
    krippendorff  some answers are missing: Krippendorff's alpha
    consensus     weights: AHP-OS's group consensus, corrected
    spread        each item: how far apart, and what settling it would move
    sides         given groups side by side, nobody given away
    camps         groups found in the answers
    statements    agree, disagree, pass: Polis's group-aware consensus

Answers are arrays [people, items], NaN where there is none. Nothing here knows a name of a person.
"""
