"""Streamlit only: who is here, in which language, on which page; the pieces that every page is made of."""
