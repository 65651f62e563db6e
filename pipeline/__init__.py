"""Chỉ tiêu: what touches the world (files, processes, the database, the web)."""
