"""The parts of the priorities page: pictures with their explanations, the grid of judgements, what stands beside."""
