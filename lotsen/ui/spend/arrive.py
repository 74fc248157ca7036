"""A file arrives: sent in, then read beside the screen, with progress and a way to stop."""

from uuid import UUID

import streamlit as st

from lotsen.domain.job import JobState
from lotsen.ui import screen
from lotsen.ui.access import Visit
from lotsen.ui.components import upload

ACCEPT = ".csv,.txt,.tsv,.xlsx,.xlsb,.xls,.ods"


def draw(visit: Visit) -> None:
    """The zone that a file is dropped on."""
    t = visit.t
    job = upload.draw(
        t,
        f"/upload/invoices/{visit.roadmap_id}",
        accept=ACCEPT,
        most_megabytes=visit.house.config.upload_megabytes,
        key="spend:arrive:file",
        hint=t("CSV, TXT or Excel, up to {limit} MB. The file goes again once it is read and accepted.",
               limit=visit.house.config.upload_megabytes),
    )  # fmt: skip
    if job:
        st.rerun()


@st.fragment(run_every=1.0)
def progress(visit: Visit, job_id: UUID) -> None:
    """How far the reading has come; the page is drawn anew when it is over."""
    t = visit.t
    job = visit.house.jobs.get(job_id)
    if job.state not in {JobState.WAITING, JobState.RUNNING}:
        st.rerun(scope="app")
    doing = t(job.doing) if job.doing else t("Waiting for its turn")
    st.progress(min(max(job.progress, 0.0), 1.0), text=f"{screen.escape(job.params['name'])}: {doing}")
    if st.button(t("Stop"), key="spend:arrive:stop", icon=":material/stop:"):
        visit.house.spend.discard(visit.roadmap_id, visit.person.id)
        st.rerun(scope="app")
