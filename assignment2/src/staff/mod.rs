//! What stands around the files of the syllabus. No exercise is here, and none needs to be read for one.
//!
//! | file | what it holds |
//! |---|---|
//! | `answers.rs` | what a classifier answers, and where it is wrong |
//! | `attribution.rs` | what in an image an answer rests on |
//! | `augmentation.rs` | training images changed at random |
//! | `beside.rs` | two runs of one network side by side |
//! | `completions.rs` | what a network makes of the palindromes that it is tested on |
//! | `drawing.rs` | a digit drawn by clicks |
//! | `filters.rs` | kernels that are written down and not learned |
//! | `forms.rs` | one convolution in four forms, and what each costs |
//! | `deep.rs` | deep networks by name, and their training |
//! | `inside.rs` | what of the gradient reaches each layer of one, and what is flat there |
//! | `mean_field.rs` | what theory says of that |
//! | `network.rs` | the convolutional networks as one type |
//! | `memory.rs` | what a hidden state tells of the first digit, and what of the loss reaches it |
//! | `mlp.rs` | the first weights of the multi-layer perceptron, and its training |
//! | `network.rs` | the convolutional networks as one type |
//! | `recipe.rs` | how a network of images is trained: optimiser, rate, loss |
//! | `rnn.rs` | the recurrent network as a Burn module, and its training |
//! | `summary/` | shapes, parameters, multiply-adds and memory of a network, layer by layer |

pub mod answers;
pub mod attribution;
pub mod augmentation;
pub mod beside;
pub mod completions;
pub mod deep;
pub mod drawing;
pub mod filters;
pub mod forms;
pub mod inside;
pub mod mean_field;
pub mod memory;
pub mod mlp;
pub mod network;
pub mod recipe;
pub mod rnn;
pub mod summary;
