//! What recurrent networks reach that are trained with the pieces of a submission.

use assignment2::clipping::global_norm;
use assignment2::lstm::{self, Gate, LstmWeights};
use assignment2::rnn::{self, RnnWeights};
use burn::tensor::{Int, Tensor, activation};
use probe::Case;

const DIGITS: usize = 10;

// All digits of a palindrome but the last: T - 1 for T = 5.
const SEEN: usize = 4;

const HIDDEN: usize = 32;

/// a2.rnn.sequence (burn)
pub fn rnn_sequence_through_time(case: &mut Case) {
    // What the first step reads is felt in the last state, and a gradient goes back to it.
    let [batch, steps, features, hidden] = case.sizes([2..=4, 3..=6, 1..=4, 3..=6]);
    let weights = RnnWeights {
        w_hx: case.spread("W_hx", [features, hidden], 0.5),
        w_hh: case.spread("W_hh", [hidden, hidden], 0.5),
        b_h: case.spread("b_h", [hidden], 0.3),
        w_ph: case.normal("W_ph", [hidden, 1]),
        b_o: case.normal("b_o", [1]),
    };
    let w_hh = weights.w_hh.autodiff().require_grad();
    let inputs = case
        .normal("inputs", [batch, steps, features])
        .autodiff()
        .require_grad();
    let last = rnn::sequence(
        &RnnWeights {
            w_hh: w_hh.clone(),
            ..weights
        },
        inputs.clone(),
    );
    let of_last = case.normal("gradient", [batch, hidden]);
    let gradients = (last * of_last).sum().backward();
    let none = "a gradient goes back through time";
    case.give("gradient of W_hh", w_hh.grad(&gradients).expect(none));
    case.give(
        "gradient of the inputs",
        inputs.grad(&gradients).expect(none),
    );
}

/// a2.lstm.sequence (burn)
pub fn lstm_sequence_through_time(case: &mut Case) {
    // The same, along the cells and along the hidden states.
    let [batch, steps, features, hidden] = case.sizes([2..=4, 3..=6, 1..=4, 3..=6]);
    let [i, f, g, o] = ["i", "f", "g", "o"].map(|gate| Gate {
        w_x: case.spread(&format!("W_{gate}x"), [features, hidden], 0.7),
        w_h: case.spread(&format!("W_{gate}h"), [hidden, hidden], 0.7),
        b: case.spread(&format!("b_{gate}"), [hidden], 0.5),
    });
    let w_fh = f.w_h.clone().autodiff().require_grad();
    let weights = LstmWeights {
        i,
        f: Gate {
            w_h: w_fh.clone(),
            ..f
        },
        g,
        o,
        w_ph: Tensor::zeros([hidden, 1], case.device()),
        b_p: Tensor::zeros([1], case.device()),
    };
    let inputs = case
        .normal("inputs", [batch, steps, features])
        .autodiff()
        .require_grad();
    let last = lstm::sequence(&weights, inputs.clone());
    let of_last = case.normal("gradient", [batch, hidden]);
    let gradients = (last * of_last).sum().backward();
    let none = "a gradient goes back through time";
    case.give("gradient of W_fh", w_fh.grad(&gradients).expect(none));
    case.give(
        "gradient of the inputs",
        inputs.grad(&gradients).expect(none),
    );
}

/// a2.rnn.palindromes (result, burn)
pub fn rnn_palindromes(case: &mut Case) {
    // Over 10 seeds the solution completes all of 300.
    completes_palindromes(case, 1, |values, inputs| {
        let Gate { w_x, w_h, b } = gate(values, 0);
        let (w_ph, b_o) = of_output(values);
        let weights = RnnWeights {
            w_hx: w_x,
            w_hh: w_h,
            b_h: b,
            w_ph,
            b_o,
        };
        rnn::forward(&weights, inputs)
    });
}

/// a2.lstm.palindromes (result, burn)
pub fn lstm_palindromes(case: &mut Case) {
    // Over 30 seeds the solution completes all of 300.
    completes_palindromes(case, 4, |values, inputs| {
        let [i, f, g, o] = [0, 1, 2, 3].map(|number| gate(values, number));
        let (w_ph, b_p) = of_output(values);
        let weights = LstmWeights {
            i,
            f,
            g,
            o,
            w_ph,
            b_p,
        };
        lstm::forward(&weights, inputs)
    });
}

type Forward = fn(&[Tensor<1>], Tensor<3>) -> Tensor<2>;

// Trains a network of so many gates by RMSProp with clipped gradients, and gives what it answers afterwards.
fn completes_palindromes(case: &mut Case, gates: usize, forward: Forward) {
    let of_gate = [[DIGITS, HIDDEN], [HIDDEN, HIDDEN], [1, HIDDEN]];
    let of_gates = of_gate.into_iter().cycle().take(3 * gates);
    let shapes = of_gates.chain([[HIDDEN, DIGITS], [1, DIGITS]]);
    let bound = 1.0 / (HIDDEN as f64).sqrt();
    let mut values: Vec<Tensor<1>> = shapes
        .map(|[rows, columns]| case.between("weights", [rows * columns], -bound..bound))
        .collect();
    let mut squares: Vec<_> = values.iter().map(|value| value.zeros_like()).collect();
    for _ in 0..300 {
        let (inputs, labels) = palindromes(case, 64);
        let tracked: Vec<_> = values
            .iter()
            .map(|of| of.clone().autodiff().require_grad())
            .collect();
        let logits = forward(&tracked, inputs.autodiff());
        let labels = Tensor::<1, Int>::from_data(&*labels, case.device()).autodiff();
        let chosen = activation::log_softmax(logits, 1).gather(1, labels.unsqueeze_dim(1));
        let gradients = chosen.mean().neg().backward();
        let gradients = tracked.iter().map(|of| {
            of.grad(&gradients)
                .unwrap_or_else(|| of.zeros_like().without_autodiff())
        });
        // RMSProp.
        for ((value, square), gradient) in values
            .iter_mut()
            .zip(&mut squares)
            .zip(global_norm(gradients.collect(), 1.0))
        {
            *square = square.clone() * 0.9 + gradient.clone().square() * 0.1;
            *value = value.clone() - gradient * 0.003 / (square.clone().sqrt() + 1e-8);
        }
    }
    let (inputs, labels) = palindromes(case, 300);
    let labels: Vec<usize> = labels.into_iter().map(|label| label as usize).collect();
    case.give_accuracy("logits", forward(&values, inputs), (&labels, 0.95));
}

fn gate(values: &[Tensor<1>], number: usize) -> Gate {
    let own = &values[3 * number..];
    Gate {
        w_x: own[0].clone().reshape([DIGITS, HIDDEN]),
        w_h: own[1].clone().reshape([HIDDEN, HIDDEN]),
        b: own[2].clone(),
    }
}

// W_ph and the bias behind it, which stand at the end.
fn of_output(values: &[Tensor<1>]) -> (Tensor<2>, Tensor<1>) {
    let [w_ph, bias] = [2, 1].map(|from_end| values[values.len() - from_end].clone());
    (w_ph.reshape([HIDDEN, DIGITS]), bias)
}

// One-hot digits, `[count, T - 1, digit]`, and the last one of each.
fn palindromes(case: &mut Case, count: usize) -> (Tensor<3>, Vec<i64>) {
    let (mut values, mut labels) = (vec![0.0; count * SEEN * DIGITS], Vec::new());
    for palindrome in values.chunks_mut(SEEN * DIGITS) {
        let [first, second, third] = [(); 3].map(|()| case.below(DIGITS));
        for (step, digit) in [first, second, third, second].into_iter().enumerate() {
            palindrome[step * DIGITS + digit] = 1.0;
        }
        labels.push(first as i64);
    }
    let values = Tensor::<1>::from_data(&*values, case.device());
    (values.reshape([count, SEEN, DIGITS]), labels)
}
