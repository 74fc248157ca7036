"""Pure maths on arrays. Formulas name their source; results carry their inputs and their steps."""
