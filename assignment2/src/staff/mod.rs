//! What stands around the files of the syllabus. No exercise is here, and none needs to be read for one.
//!
//! | file | what it holds |
//! |---|---|
//! | `answers.rs` | what a classifier answers, and where it is wrong |
//! | `attribution.rs` | what in an image an answer rests on |
//! | `augmentation.rs` | training images changed at random |
//! | `beside.rs` | two runs of one network side by side |
//! | `completions.rs` | what a network makes of the palindromes that it is tested on |
//! | `corpus.rs` | a text to learn from and to be tested on |
//! | `deep.rs` | deep networks by name, and their training |
//! | `distinct.rs` | palindromes of which no two are alike |
//! | `drawing.rs` | a digit drawn by clicks |
//! | `expected.rs` | what a network takes for the next character while a text goes on |
//! | `filters.rs` | kernels that are written down and not learned |
//! | `forms.rs` | one convolution in four forms, and what each costs |
//! | `growth.rs` | by how much a matrix can stretch a vector |
//! | `inside.rs` | what of the gradient reaches each layer of one, and what is flat there |
//! | `language.rs`, `language_training.rs` | a language model as a Burn module, and its training |
//! | `mean_field.rs` | what theory says of that |
//! | `memory.rs` | what a hidden state tells of the first digit, and what of the loss reaches it |
//! | `mlp.rs` | the first weights of the multi-layer perceptron, and its training |
//! | `network.rs` | the convolutional networks as one type |
//! | `prepared.rs` | recurrent networks with chosen first weights, and how they are trained |
//! | `recipe.rs` | how a network of images is trained: optimiser, rate, loss |
//! | `recurrent.rs` | a recurrent layer of any cell |
//! | `seen.rs` | how long palindromes are, by either of two flags |
//! | `sequences.rs` | the network that completes palindromes, with a layer of any cell, and its training |
//! | `source.rs` | palindromes without an end, or a set of them |
//! | `summary/` | shapes, parameters, multiply-adds and memory of a network, layer by layer |
//! | `task.rs`, `task/` | the flags of the programs that complete palindromes, and what these do |
//! | `through_time/` | what of the loss reaches each state of a recurrent layer, and its bounds |
//! | `writing.rs` | a network that writes, one character after the other |

pub mod answers;
pub mod attribution;
pub mod augmentation;
pub mod beside;
pub mod completions;
pub mod corpus;
pub mod deep;
pub mod distinct;
pub mod drawing;
pub mod expected;
pub mod filters;
pub mod forms;
pub mod growth;
pub mod inside;
pub mod language;
pub mod language_training;
pub mod mean_field;
pub mod memory;
pub mod mlp;
pub mod network;
pub mod prepared;
pub mod recipe;
pub mod recurrent;
pub mod seen;
pub mod sequences;
pub mod source;
pub mod summary;
pub mod task;
pub mod through_time;
pub mod writing;
