"""The sections of the plan page: picture, panel of one intervention, moving, adding, grid, milestones."""
