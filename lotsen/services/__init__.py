"""Use cases: one module per noun, one method per use case, one transaction per method.

Every change of a roadmap goes through `Funnel.change`, which counts the revision and writes who changed what, in
which coaching session, in the transaction that changes it.
"""
