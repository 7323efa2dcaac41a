//! What is written of results: for staff, for students, for other platforms.
