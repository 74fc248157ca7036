"""Who belongs to an organisation: invitations, roles, links to a new password."""
