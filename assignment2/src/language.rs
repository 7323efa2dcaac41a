//! A language model of characters: a recurrent network that reads a text and says, after every character,
//! how probable each character of the vocabulary is as the next one. Asked again and again, it writes.
//!
//! A text x_1 … x_n is as probable as all of its characters one after the other,
//!
//! p(x_1 … x_n) = Π_t p(x_t | x_1 … x_{t-1})   (1)
//!
//! so a model of the next character is a model of the whole text. The network reads x_t as a row of zeros with
//! a 1 at its place in the vocabulary (one-hot), and makes its logits z_t from its hidden state, in which it
//! carries what it needs of x_1 … x_{t-1}. With them
//!
//! p(x_{t+1} = k | x_1 … x_t) = softmax(z_t)_k   (2)
//!
//! What is learned is judged by how well it predicts the text, in bits per character:
//!
//! H = -1/(n-1) Σ_{t = 1 … n-1} log₂ p(x_{t+1} | x_1 … x_t)   (3)
//!
//! the mean cross-entropy in nats divided by ln 2. Whoever knows nothing needs log₂ V for V characters; whoever
//! knows how frequent each character is, the entropy of single characters, and whoever knows which follows
//! which, the entropy of a character behind another:
//!
//! H_1 = -Σ_k p(k) log₂ p(k),  H_2 = -Σ_{j,k} p(j, k) log₂ p(k | j)   (4)
//!
//! To learn, the text is cut into B streams of equal length, which are read side by side, a window of T
//! characters a step. The state behind one window is the state before the next, as a number: the gradient
//! ends where the window begins. That is back-propagation through time, truncated; a network can use what
//! it read long before, but is taught to keep only what pays within a window. At the end of the streams
//! they are read anew, and the state begins at zero.
//!
//! To write, the next character is drawn from (2), with the logits divided by a temperature τ:
//!
//! q_k = exp(z_k / τ) / Σ_j exp(z_j / τ)   (5)
//!
//! τ = 1 draws as the model says; below 1 what is probable becomes more probable still, and in the limit τ = 0
//! the most probable character is taken always; above 1 all characters become alike.
//!
//! | symbol | here | shape |
//! |---|---|---|
//! | z_t | `logits` | `[batch, class]`, a class is a character |
//! | x_{t+1} | `targets` | `[batch]` |
//! | H | output of [`bits`] | `[1]` |
//! | q | output of [`probabilities`] | `[batch, class]` |
//! | B, T | `parallel`, `steps` of [`Windows`] | numbers |
//! | τ | `temperature` | a number from 0 on |
//!
//! Sources: Shannon, *Prediction and entropy of printed English* (1951), for (3) and (4); Williams and Peng, *An
//! efficient gradient-based algorithm for on-line training of recurrent network trajectories* (1990), for the
//! truncation; Graves, *Generating sequences with recurrent neural networks* (2013); Karpathy, *The unreasonable
//! effectiveness of recurrent neural networks* (2015), for windows, streams and (5).

use common::by_hand::{IndexingUpdateOp, Int, Tensor, assert_shape};
use std::collections::BTreeMap;
use std::f64::consts::LN_2;

/// **Exercise a2.language.bits** (practice): equation (3), how many bits a character costs on average.
///
/// The logarithm of the softmax is z_k - m - ln Σ_j exp(z_j - m) with the largest logit m: no exponential
/// overflows then, and none of the sums is 0. The gradient of the training goes through it.
///
/// # Shapes
/// - logits: `[batch, class]`
/// - targets: `[batch]`
/// - output: `[1]`
pub fn bits(logits: Tensor<2>, targets: Tensor<1, Int>) -> Tensor<1> {
    assert_shape!(logits, [targets.dims()[0], _]);
    let below = logits.clone() - logits.max_dim(1); // [batch, class]
    let log_sum = below.clone().exp().sum_dim(1).log(); // [batch, 1]
    let of_targets = below.gather(1, targets.unsqueeze_dim(1)); // [batch, 1]
    (log_sum - of_targets).mean() / LN_2
}

/// **Exercise a2.language.temperature** (practice): equation (5). For τ = 0 the most probable class of each row
/// has the probability 1.
///
/// # Shapes
/// - logits: `[batch, class]`
/// - output: `[batch, class]`, each row sums to 1
pub fn probabilities(logits: Tensor<2>, temperature: f64) -> Tensor<2> {
    if temperature == 0.0 {
        let most = logits.clone().argmax(1); // [batch, 1]
        let ones = logits.clone().narrow(1, 0, 1).ones_like(); // [batch, 1]
        return logits
            .zeros_like()
            .scatter(1, most, ones, IndexingUpdateOp::Add);
    }
    let below = logits.clone() - logits.max_dim(1); // [batch, class]
    let powers = (below / temperature).exp(); // [batch, class]
    powers.clone() / powers.sum_dim(1)
}

/// The class that a uniform number from 0 to below 1 falls on, where each class has as much of that range as it
/// is probable.
pub fn choose(probabilities: &[f64], uniform: f64) -> usize {
    let mut end = 0.0;
    let chosen = probabilities.iter().position(|probability| {
        end += probability;
        uniform < end
    });
    // Rounding can leave the sum a little below 1.
    chosen.unwrap_or_else(|| {
        let last = probabilities.iter().rposition(|it| *it > 0.0);
        last.unwrap_or(0)
    })
}

/// Equation (4) of a text of numbered characters: H_1 and H_2 in bits.
pub fn entropies(text: &[usize]) -> [f64; 2] {
    let pairs = || text.windows(2).map(|pair| (pair[0], pair[1]));
    let firsts = pairs().map(|(first, _)| first);
    // log p(k | j) = log p(j, k) - log p(j)
    [entropy(text.iter()), entropy(pairs()) - entropy(firsts)]
}

fn entropy<K: Ord>(values: impl Iterator<Item = K>) -> f64 {
    let mut counts = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_insert(0.0) += 1.0);
    let all: f64 = counts.values().sum();
    let shares = counts.values().map(|count| count / all);
    -shares.map(|share: f64| share * share.log2()).sum::<f64>()
}

/// A text in streams that are read side by side, a window a step.
#[derive(Debug, Clone)]
pub struct Windows {
    /// The text as places in its vocabulary.
    pub text: Vec<usize>,
    /// B: how many streams.
    pub parallel: usize,
    /// T: how many characters of each stream a window has.
    pub steps: usize,
}

/// The characters of one window, stream by stream, and behind each the one that follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// What is read, `parallel` times `steps`.
    pub inputs: Vec<usize>,
    /// What is to be predicted, as many.
    pub targets: Vec<usize>,
    /// The characters of each stream: T, or fewer at the very end.
    pub steps: usize,
}

impl Windows {
    /// The characters of each stream that have a next one. What is left at the end of the text belongs to none.
    fn length(&self) -> usize {
        self.text.len().saturating_sub(1) / self.parallel
    }

    /// How many whole windows a stream has: the steps of an epoch.
    pub fn whole(&self) -> usize {
        self.length() / self.steps
    }

    /// The same with a shorter window for what is left.
    pub fn all(&self) -> usize {
        self.length().div_ceil(self.steps)
    }

    /// Window `number` of each stream, counted from 0.
    pub fn window(&self, number: usize) -> Window {
        let first = number * self.steps;
        let steps = self.steps.min(self.length() - first);
        let begins = (0..self.parallel).map(|stream| stream * self.length() + first);
        let read = |behind: usize| {
            let pieces = begins.clone().map(move |begin| begin + behind);
            pieces.flat_map(|begin| self.text[begin..begin + steps].iter().copied())
        };
        Window {
            inputs: read(0).collect(),
            targets: read(1).collect(),
            steps,
        }
    }
}
