//! The documents that are made of results: what they say, that they agree, and that nothing in a
//! submission becomes markup, a formula or a command of a terminal.

mod agreement;
mod difference;
mod exports;
mod made_up;
mod marking;
mod markup;
mod replay;
mod reports;
mod staff;
