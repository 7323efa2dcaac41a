//! What is taken of a submission: the bodies of tagged functions, and nothing else.
