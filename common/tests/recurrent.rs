//! The recurrent layers of `common::ops` beside Burn's modules, which have two biases a gate: one of them is zero here.
//!
//! In this process everything is f64 by default, because Burn's modules make tensors of the default type.

use burn::module::Param;
use burn::nn::{GateController, GruConfig, LstmConfig, LstmState, RnnConfig, RnnState};
use burn::tensor::{DType, Device, Tensor, TensorData};
use common::by_hand::Streams;
use common::gradcheck::{numeric_gradient, relative_error, use_f64};
use common::ops::{Kernels, Weights, gru, lstm, rnn};
use std::sync::LazyLock;

static DEVICE: LazyLock<Device> = LazyLock::new(|| {
    let mut device = Device::flex();
    use_f64(&mut device);
    device
});

#[derive(Debug, Clone, Copy, PartialEq)]
enum Cell {
    Rnn,
    Lstm,
    Gru,
}

const CELLS: [Cell; 3] = [Cell::Rnn, Cell::Lstm, Cell::Gru];

/// Batch, steps, features, hidden.
type Shape = [usize; 4];

/// What the programs of the course have, and what is at the edge.
const SHAPES: [Shape; 24] = [
    [8, 20, 1, 128], // palindromes
    [8, 20, 10, 128],
    [4, 12, 65, 64], // characters
    [1, 1, 1, 1],
    [1, 1, 3, 2],
    [1, 7, 2, 5],
    [1, 40, 2, 1],
    [2, 1, 1, 8],
    [3, 4, 5, 6],
    [5, 3, 1, 16], // units that fill a vector
    [4, 6, 2, 17],
    [7, 2, 3, 15],
    [2, 9, 4, 32],
    [31, 2, 2, 3], // rows that fill a group, and nearly
    [32, 3, 1, 4],
    [33, 2, 2, 5],
    [64, 2, 3, 16],
    [65, 3, 1, 20],
    [100, 1, 2, 7],
    [6, 15, 1, 12],
    [2, 5, 65, 10],
    [130, 3, 1, 33],
    [9, 5, 11, 31],
    [40, 2, 40, 100],
];

/// Which states the loss depends on.
#[derive(Debug, Clone, Copy)]
enum Loss {
    /// Every number of all states, and of the last c.
    All,
    /// The last hidden state alone.
    Last,
}

/// What a layer reads and has learned, and the weights of the loss: for the states and for c.
struct Drawn {
    inputs: TensorData,
    /// W_x, W_h, b, h_0, c_0
    learned: [TensorData; 5],
    loss: [TensorData; 2],
}

impl Drawn {
    fn new(cell: Cell, [batch, steps, features, hidden]: Shape) -> Self {
        let columns = cell.gates() * hidden;
        let mut stream = Streams::new(11).stream("recurrent");
        let mut draw = |shape: &[usize], size: f64| {
            let count = shape.iter().product::<usize>();
            let numbers: Vec<f64> = (0..count).map(|_| size * stream.normal()).collect();
            TensorData::new(numbers, shape)
        };
        let size = 1.0 / (hidden as f64).sqrt();
        Self {
            inputs: draw(&[batch, steps, features], 1.0),
            learned: [
                draw(&[features, columns], 0.5),
                draw(&[hidden, columns], size),
                draw(&[columns], 0.5),
                draw(&[batch, hidden], 0.7),
                draw(&[batch, hidden], 0.7),
            ],
            loss: [
                draw(&[batch, steps, hidden], 1.0),
                draw(&[batch, hidden], 1.0),
            ],
        }
    }

    fn loss(&self, (states, c): (Tensor<3>, Option<Tensor<2>>), loss: Loss) -> Tensor<1> {
        let on = (&states.device(), states.dtype());
        let [of_states, of_c] = self.loss.clone();
        let (of_states, of_c) = (
            Tensor::<3>::from_data(of_states, on),
            Tensor::<2>::from_data(of_c, on),
        );
        match (loss, c) {
            (Loss::All, Some(c)) => (states * of_states).sum() + (c * of_c).sum(),
            (Loss::All, None) => (states * of_states).sum(),
            (Loss::Last, _) => {
                let last = states.dims()[1] - 1;
                (states.narrow(1, last, 1).squeeze_dim(1) * of_c).sum()
            }
        }
    }
}

impl Cell {
    fn gates(self) -> usize {
        match self {
            Self::Rnn => 1,
            Self::Lstm => 4,
            Self::Gru => 3,
        }
    }

    fn read(
        self,
        inputs: Tensor<3>,
        weights: &Weights,
        [h, c]: [Tensor<2>; 2],
        kernels: Kernels,
    ) -> (Tensor<3>, Option<Tensor<2>>) {
        match self {
            Self::Rnn => (rnn(inputs, weights, h, kernels), None),
            Self::Gru => (gru(inputs, weights, h, kernels), None),
            Self::Lstm => {
                let (states, c) = lstm(inputs, weights, [h, c], kernels);
                (states, Some(c))
            }
        }
    }
}

/// The states, c, and the gradients by inputs, W_x, W_h, b, h_0, c_0.
fn ours(
    cell: Cell,
    drawn: &Drawn,
    loss: Loss,
    (kernels, dtype): (Kernels, DType),
) -> Vec<TensorData> {
    let device = DEVICE.clone().autodiff();
    let on = (&device, dtype);
    let [w_x, w_h, b, h, c] = drawn.learned.clone();
    let inputs = Tensor::<3>::from_data(drawn.inputs.clone(), on).require_grad();
    let [input, hidden] = [w_x, w_h].map(|it| Tensor::<2>::from_data(it, on).require_grad());
    let start = [h, c].map(|it| Tensor::<2>::from_data(it, on).require_grad());
    let bias = Tensor::<1>::from_data(b, on).require_grad();
    let weights = Weights {
        input,
        hidden,
        bias,
    };
    let made = cell.read(inputs.clone(), &weights, start.clone(), kernels);
    let mut all = vec![made.0.clone().into_data()];
    all.extend(made.1.clone().map(Tensor::into_data));
    let gradients = drawn.loss(made, loss).backward();
    all.push(inputs.grad(&gradients).expect("in the loss").into_data());
    let [h, c] = start;
    for matrix in [weights.input, weights.hidden] {
        all.push(matrix.grad(&gradients).expect("in the loss").into_data());
    }
    all.push(
        weights
            .bias
            .grad(&gradients)
            .expect("in the loss")
            .into_data(),
    );
    all.push(h.grad(&gradients).expect("in the loss").into_data());
    all.extend(c.grad(&gradients).map(Tensor::into_data));
    all
}

/// The same by Burn's module.
fn burns(cell: Cell, drawn: &Drawn, loss: Loss) -> Vec<TensorData> {
    let device = DEVICE.clone().autodiff();
    let of = |data: &TensorData| Tensor::<2>::from_data(data.clone(), &device);
    let [w_x, w_h, h, c] = [0, 1, 3, 4].map(|at| of(&drawn.learned[at]));
    let b = Tensor::<1>::from_data(drawn.learned[2].clone(), &device);
    let (features, hidden) = (w_x.dims()[0], w_h.dims()[0]);
    let inputs = Tensor::<3>::from_data(drawn.inputs.clone(), &device).require_grad();
    let [h, c] = [h, c].map(Tensor::require_grad);
    let set = |gate: &mut GateController, number: usize| {
        let (from, count) = (number * hidden, hidden);
        let part = |w: &Tensor<2>| Param::from_tensor(w.clone().narrow(1, from, count));
        gate.input_transform.weight = part(&w_x);
        gate.hidden_transform.weight = part(&w_h);
        let bias = b.clone().narrow(0, from, count);
        gate.hidden_transform.bias = Some(Param::from_tensor(bias.zeros_like()));
        gate.input_transform.bias = Some(Param::from_tensor(bias));
        gate.clone()
    };
    let (states, last_c, gates) = match cell {
        Cell::Rnn => {
            let mut module = RnnConfig::new(features, hidden, true).init(&device);
            let gates = vec![set(&mut module.gate, 0)];
            let (states, _) = module.forward(inputs.clone(), Some(RnnState::new(h.clone())));
            (states, None, gates)
        }
        Cell::Lstm => {
            let mut module = LstmConfig::new(features, hidden, true).init(&device);
            let forget = module.forget_gate.as_mut().expect("of its own");
            let mut gates = vec![set(forget, 1)];
            gates.insert(0, set(&mut module.input_gate, 0));
            gates.push(set(&mut module.cell_gate, 2));
            gates.push(set(&mut module.output_gate, 3));
            let start = LstmState::new(c.clone(), h.clone());
            let (states, state) = module.forward(inputs.clone(), Some(start));
            (states, Some(state.cell), gates)
        }
        Cell::Gru => {
            let mut module = GruConfig::new(features, hidden, true).init(&device);
            let gates = vec![
                set(&mut module.reset_gate, 0),
                set(&mut module.update_gate, 1),
                set(&mut module.new_gate, 2),
            ];
            (module.forward(inputs.clone(), Some(h.clone())), None, gates)
        }
    };
    let mut all = vec![states.clone().into_data()];
    all.extend(last_c.clone().map(Tensor::into_data));
    let gradients = drawn.loss((states, last_c), loss).backward();
    all.push(inputs.grad(&gradients).expect("in the loss").into_data());
    let matrix = |of: fn(&GateController) -> Tensor<2>| {
        let parts = gates
            .iter()
            .map(|gate| of(gate).grad(&gradients).expect("in the loss"));
        Tensor::cat(parts.collect(), 1).into_data()
    };
    all.push(matrix(|gate| gate.input_transform.weight.val()));
    all.push(matrix(|gate| gate.hidden_transform.weight.val()));
    let biases = gates.iter().map(|gate| {
        let bias = gate.input_transform.bias.as_ref().expect("set above").val();
        bias.grad(&gradients).expect("in the loss")
    });
    all.push(Tensor::cat(biases.collect(), 0).into_data());
    all.push(h.grad(&gradients).expect("in the loss").into_data());
    all.extend(c.grad(&gradients).map(Tensor::into_data));
    all
}

/// The largest difference, as a share of the largest number.
fn apart(ours: &TensorData, theirs: &TensorData) -> f64 {
    assert_eq!(ours.shape(), theirs.shape());
    let largest = theirs.iter::<f64>().fold(1e-3, |m, x| f64::max(m, x.abs()));
    let pairs = ours.iter::<f64>().zip(theirs.iter::<f64>());
    pairs.fold(0.0, |m, (a, b)| f64::max(m, (a - b).abs())) / largest
}

#[test]
fn a_layer_is_burns_with_all_of_its_gradients() {
    for (cell, shape) in CELLS
        .iter()
        .flat_map(|&cell| SHAPES.map(|shape| (cell, shape)))
    {
        let drawn = Drawn::new(cell, shape);
        for loss in [Loss::All, Loss::Last] {
            let theirs = burns(cell, &drawn, loss);
            let versions = [
                (Kernels::Fast, DType::F64, 1e-13),
                (Kernels::Burn, DType::F64, 1e-13),
                (Kernels::Fast, DType::F32, 1e-5),
            ];
            for (kernels, dtype, bound) in versions {
                let ours = ours(cell, &drawn, loss, (kernels, dtype));
                assert_eq!(ours.len(), theirs.len());
                for (what, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
                    assert_eq!(ours.dtype(), dtype);
                    let apart = apart(ours, theirs);
                    assert!(
                        apart < bound,
                        "{cell:?} {shape:?} {loss:?} {kernels:?} {dtype:?}, number {what}: {apart:e}"
                    );
                }
            }
        }
    }
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let all = || {
            let cases = CELLS
                .iter()
                .flat_map(|&cell| SHAPES.map(|shape| (cell, shape)));
            let fast = (Kernels::Fast, DType::F32);
            let made =
                cases.map(|(cell, shape)| ours(cell, &Drawn::new(cell, shape), Loss::All, fast));
            made.collect::<Vec<_>>()
        };
        pool.expect("threads can be started").install(all)
    };
    assert!(on(1) == on(2));
}

#[test]
fn gradients_are_the_central_differences() {
    let shape = [3, 4, 2, 5];
    for cell in CELLS {
        let drawn = Drawn::new(cell, shape);
        let analytic = ours(cell, &drawn, Loss::All, (Kernels::Fast, DType::F64));
        let skipped = if cell == Cell::Lstm { 2 } else { 1 };
        // Inputs, W_x, W_h, b, h_0, c_0.
        for (number, analytic) in analytic.into_iter().skip(skipped).enumerate() {
            let dims = analytic.shape().to_vec();
            let count = dims.iter().product::<usize>();
            let flat = |data: TensorData| {
                Tensor::<1>::from_data(
                    TensorData::new(data.iter::<f64>().collect::<Vec<_>>(), [count]),
                    &*DEVICE,
                )
            };
            let at = match number {
                0 => drawn.inputs.clone(),
                _ => drawn.learned[number - 1].clone(),
            };
            let numeric = numeric_gradient(&flat(at), |moved| {
                let moved = TensorData::new(
                    moved.into_data().iter::<f64>().collect::<Vec<_>>(),
                    dims.clone(),
                );
                let mut drawn = Drawn::new(cell, shape);
                match number {
                    0 => drawn.inputs = moved,
                    _ => drawn.learned[number - 1] = moved,
                }
                let [w_x, w_h, h, c] = [0, 1, 3, 4]
                    .map(|at| Tensor::<2>::from_data(drawn.learned[at].clone(), &*DEVICE));
                let weights = Weights {
                    input: w_x,
                    hidden: w_h,
                    bias: Tensor::from_data(drawn.learned[2].clone(), &*DEVICE),
                };
                let inputs = Tensor::from_data(drawn.inputs.clone(), &*DEVICE);
                let made = cell.read(inputs, &weights, [h, c], Kernels::Fast);
                drawn.loss(made, Loss::All).into_scalar()
            });
            let error = relative_error(&flat(analytic), &numeric);
            assert!(error < 1e-8, "{cell:?}, number {number}: {error:e}");
        }
    }
}

/// ∂L/∂W_h with or without anybody who wants the gradients by inputs and start.
fn of_hidden(cell: Cell, wanted: bool) -> TensorData {
    let drawn = Drawn::new(cell, [34, 3, 2, 6]);
    let device = DEVICE.clone().autodiff();
    let of = |at: usize| Tensor::<2>::from_data(drawn.learned[at].clone(), &device);
    let inputs = Tensor::<3>::from_data(drawn.inputs.clone(), &device).set_require_grad(wanted);
    let start = [of(3), of(4)].map(|it| it.set_require_grad(wanted));
    let weights = Weights {
        input: of(0),
        hidden: of(1).require_grad(),
        bias: Tensor::from_data(drawn.learned[2].clone(), &device),
    };
    let made = cell.read(inputs.clone(), &weights, start.clone(), Kernels::Fast);
    let gradients = drawn.loss(made, Loss::All).backward();
    assert_eq!(inputs.grad(&gradients).is_some(), wanted);
    assert_eq!(start[0].grad(&gradients).is_some(), wanted);
    let of_hidden = weights.hidden.grad(&gradients);
    of_hidden.expect("in the loss").into_data()
}

#[test]
fn gradients_by_weights_do_not_depend_on_who_wants_others() {
    for cell in CELLS {
        assert!(of_hidden(cell, true) == of_hidden(cell, false), "{cell:?}");
    }
}

/// All states of a sequence, read in two parts with or without the state between them.
fn in_parts(cell: Cell, carried: bool) -> [Tensor<3>; 2] {
    let drawn = Drawn::new(cell, [5, 9, 3, 20]);
    let of = |at: usize| Tensor::<2>::from_data(drawn.learned[at].clone(), &*DEVICE);
    let weights = Weights {
        input: of(0),
        hidden: of(1),
        bias: Tensor::from_data(drawn.learned[2].clone(), &*DEVICE),
    };
    let inputs = Tensor::<3>::from_data(drawn.inputs.clone(), &*DEVICE);
    let read = |inputs, start| cell.read(inputs, &weights, start, Kernels::Fast);
    let start = [of(3), of(4)];
    let (whole, _) = read(inputs.clone(), start.clone());
    let (first, c) = read(inputs.clone().narrow(1, 0, 4), start.clone());
    let h = first.clone().narrow(1, 3, 1).squeeze_dim(1);
    let between = if carried {
        [h, c.unwrap_or_else(|| of(4))]
    } else {
        start
    };
    let (second, _) = read(inputs.narrow(1, 4, 5), between);
    [whole, Tensor::cat(vec![first, second], 1)]
}

#[test]
fn a_sequence_in_two_parts_is_the_whole_one_only_if_its_state_is_carried() {
    for cell in CELLS {
        let [carried, forgotten] = [true, false].map(|carried| {
            let [whole, parts] = in_parts(cell, carried).map(Tensor::into_data);
            apart(&parts, &whole)
        });
        assert!(carried < 1e-14, "{cell:?}: {carried:e}");
        assert!(forgotten > 1e-2, "{cell:?}: {forgotten:e}");
    }
}

#[test]
fn saturated_gates_and_their_gradients_are_numbers() {
    for (cell, dtype) in CELLS
        .iter()
        .flat_map(|&cell| [(cell, DType::F32), (cell, DType::F64)])
    {
        let mut drawn = Drawn::new(cell, [6, 5, 3, 20]);
        let sign = |data: TensorData| {
            let shape = data.shape().clone();
            let signs = data.iter::<f64>().map(|x| 100.0_f64.copysign(x));
            TensorData::new(signs.collect::<Vec<_>>(), shape)
        };
        drawn.inputs = sign(drawn.inputs);
        drawn.learned[0] = sign(drawn.learned[0].clone());
        for (number, data) in ours(cell, &drawn, Loss::All, (Kernels::Fast, dtype))
            .iter()
            .enumerate()
        {
            let finite = data.iter::<f64>().all(f64::is_finite);
            assert!(finite, "{cell:?} {dtype:?}, number {number}");
        }
    }
}

#[test]
fn shapes_that_do_not_fit_are_refused() {
    // Of an LSTM: inputs, W_x, W_h, b, h_0 and c_0.
    const RIGHT: [&[usize]; 6] = [&[2, 3, 5], &[5, 16], &[4, 16], &[16], &[2, 4], &[2, 4]];
    let refused = |shapes: [&[usize]; 6]| {
        let [inputs, w_x, w_h, b, h, c] = shapes.map(TensorData::zeros::<f32, _>);
        let weights = Weights {
            input: Tensor::from_data(w_x, &*DEVICE),
            hidden: Tensor::from_data(w_h, &*DEVICE),
            bias: Tensor::from_data(b, &*DEVICE),
        };
        let start = [h, c].map(|state| Tensor::from_data(state, &*DEVICE));
        let inputs = Tensor::from_data(inputs, &*DEVICE);
        let read = move || lstm(inputs, &weights, start, Kernels::Fast);
        let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).err()?;
        Some(*panic.downcast::<String>().expect("says what is wrong"))
    };
    assert_eq!(refused(RIGHT), None);
    let wrong: [(usize, &[usize], &str); 7] = [
        (0, &[2, 0, 5], "nothing to read"),
        (0, &[2, 3, 6], "self.input"),
        (1, &[5, 12], "self.input"),
        (2, &[4, 20], "self.hidden"),
        (3, &[12], "self.bias"),
        (4, &[3, 4], "state"),
        (5, &[2, 5], "start [1]"),
    ];
    for (place, shape, words) in wrong {
        let mut shapes = RIGHT;
        shapes[place] = shape;
        let told = refused(shapes).expect("a shape that does not fit");
        assert!(told.contains(words), "{words}: {told}");
    }
}

/// σ and tanh of these numbers in single precision, as the kernels compute them: an LSTM whose other gates are
/// saturated gives the one, the vanilla network the other.
fn activations(numbers: &[f32]) -> [Vec<f64>; 2] {
    let (rows, hidden) = (numbers.len(), 16);
    let on = (&*DEVICE, DType::F32);
    let inputs = Tensor::<3>::from_data(TensorData::new(numbers.to_vec(), [rows, 1, 1]), on);
    let open = |columns: &[f64]| {
        // Weights 0 or 1, biases 0 or 100.
        let units = |of: fn(f64) -> f64| {
            let numbers = columns.iter().flat_map(|&column| vec![of(column); hidden]);
            TensorData::new(numbers.collect::<Vec<f64>>(), [columns.len() * hidden])
        };
        let input = units(|column| f64::from(u8::from(column == 0.0)));
        Weights {
            input: Tensor::<1>::from_data(input, on).unsqueeze(),
            hidden: Tensor::zeros([hidden, columns.len() * hidden], on),
            bias: Tensor::from_data(units(|column| column), on),
        }
    };
    let state = |number: f64| Tensor::<2>::full([rows, hidden], number, on);
    let start = [state(0.0), state(100.0)];
    let weights = open(&[100.0, 100.0, 100.0, 0.0]);
    let (sigmoid, _) = lstm(inputs.clone(), &weights, start, Kernels::Fast);
    let tanh = rnn(inputs, &open(&[0.0]), state(0.0), Kernels::Fast);
    [sigmoid, tanh].map(|states| states.narrow(2, 3, 1).into_data().iter().collect())
}

#[test]
fn single_precision_is_right_to_a_few_units_in_the_last_place() {
    let even = (-86_000..86_000)
        .map(|x| x as f32 * 1e-3)
        .filter(|x| *x != 0.0);
    let small = (1..2000).flat_map(|x| [0.99_f32.powi(x), -(0.99_f32.powi(x))]);
    let numbers: Vec<f32> = even.chain(small).collect();
    let [of_sigmoid, of_tanh] = activations(&numbers);
    let units = |made: f64, right: f64| (made - right).abs() / right.abs() * f64::from(1 << 23);
    for (&x, (sigmoid, tanh)) in numbers.iter().zip(of_sigmoid.into_iter().zip(of_tanh)) {
        let x = f64::from(x);
        let of_sigmoid = units(sigmoid, 1.0 / (1.0 + (-x).exp()));
        let of_tanh = units(tanh, x.tanh());
        assert!(
            of_sigmoid < 3.0 && of_tanh < 3.0,
            "{x}: {of_sigmoid} and {of_tanh} units"
        );
    }
}

#[test]
fn what_is_large_saturates_and_what_is_none_stays_none() {
    let [of_sigmoid, of_tanh] = activations(&[100.0, -100.0, f32::MAX, f32::MIN, 0.0, f32::NAN]);
    assert_eq!(of_tanh[..5], [1.0, -1.0, 1.0, -1.0, 0.0]);
    assert_eq!(
        [of_sigmoid[0], of_sigmoid[2], of_sigmoid[4]],
        [1.0, 1.0, 0.5]
    );
    let closed = [of_sigmoid[1], of_sigmoid[3]];
    assert!(
        closed.iter().all(|x| (0.0..2e-38).contains(x)),
        "{closed:?}"
    );
    assert!(of_sigmoid[5].is_nan() && of_tanh[5].is_nan());
}
