//! The cells written by hand beside Burn's and against central differences, in f64, and the network around them.

use assignment2::palindromes::Encoding;
use assignment2::staff::recurrent::{Cell, Sizes};
use assignment2::staff::sequences::{Code, Network, Plan};
use assignment2::{gru, lstm, rnn};
use burn::module::{Module, Param};
use burn::nn::{GateController, GruConfig, LstmConfig};
use burn::tensor::{Device, Gradients, Tensor};
use common::by_hand::Streams;
use common::gradcheck::{largest_difference, numeric_gradient, relative_error, use_f64};
use common::random;
use common::trained::parameters;
use std::sync::LazyLock;

/// In this process everything is f64.
static DEVICE: LazyLock<Device> = LazyLock::new(|| {
    let mut device = Device::flex();
    use_f64(&mut device);
    device
});

/// How far two ways to the same numbers may be apart.
const BOUND: f64 = 1e-6;

/// Six sequences of seven steps of three numbers.
const INPUTS: [usize; 3] = [6, 7, 3];
const HIDDEN: usize = 4;

fn normal<const D: usize>(name: &str, shape: [usize; D]) -> Tensor<D> {
    Streams::new(42)
        .stream(name)
        .normal_tensor(shape, 1.0, &DEVICE)
}

fn plan(cell: Cell) -> Plan {
    let sizes = Sizes {
        features: INPUTS[2],
        hidden: HIDDEN,
    };
    Plan::of(cell, sizes)
}

fn network(cell: Cell) -> Network {
    let stream = Streams::new(42).stream("weights");
    random::initialize(stream, &DEVICE, |device| Network::new(&plan(cell), device))
}

/// The last state as the exercise finds it.
fn last(network: &Network, inputs: Tensor<3>) -> Tensor<2> {
    match network.layer.cell {
        Cell::Rnn => rnn::sequence(&network.rnn(), inputs),
        Cell::Lstm => lstm::sequence(&network.lstm(), inputs),
        Cell::Gru => gru::sequence(&network.gru(), inputs),
    }
}

#[track_caller]
fn assert_same<const D: usize>(name: &str, by_hand: Tensor<D>, other: Tensor<D>) {
    let error = relative_error(&by_hand, &other);
    assert!(
        error <= BOUND,
        "\nhint: a state that is cut from its past, or a weight that is read back to the host, has no gradient or \
         half of one\n{name}, {}\noff by {error:.1e} (relative)",
        largest_difference(&by_hand, &other, &other.dims())
    );
}

/// One gate of Burn's with the columns of ours, and with its second bias at zero.
fn gate(of: &mut GateController, network: &Network, number: usize, device: &Device) {
    let columns = |all: &Param<Tensor<2>>| {
        let own = all.val().inner().narrow(1, number * HIDDEN, HIDDEN);
        Param::from_data(own.into_data(), device)
    };
    of.input_transform.weight = columns(&network.layer.w_x);
    of.hidden_transform.weight = columns(&network.layer.w_h);
    let bias = network
        .layer
        .b
        .val()
        .inner()
        .narrow(0, number * HIDDEN, HIDDEN);
    let zeros = bias.zeros_like().into_data();
    of.input_transform.bias = Some(Param::from_data(bias.into_data(), device));
    of.hidden_transform.bias = Some(Param::from_data(zeros, device));
}

/// What is differentiated depends on every number of the last state, on each with a weight of its own.
fn gradients(last: Tensor<2>) -> Gradients {
    let factors = normal("factors", last.dims()).autodiff();
    (last * factors).sum().backward()
}

/// The gradients of one of Burn's gates are the columns of ours.
#[track_caller]
fn assert_gate(number: usize, ours: (&Network, &Gradients), burns: (&GateController, &Gradients)) {
    let (network, grads) = ours;
    let fused = |all: &Param<Tensor<2>>| {
        let all = all.val().grad(grads).expect("it has a gradient");
        all.narrow(1, number * HIDDEN, HIDDEN)
    };
    let (gate, burn_grads) = burns;
    let own = |of: &Param<Tensor<2>>| of.val().grad(burn_grads).expect("it has a gradient");
    let name = |of: &str| format!("{of} of gate {number}");
    assert_same(
        &name("W_x"),
        fused(&network.layer.w_x),
        own(&gate.input_transform.weight),
    );
    assert_same(
        &name("W_h"),
        fused(&network.layer.w_h),
        own(&gate.hidden_transform.weight),
    );
    let bias = network
        .layer
        .b
        .val()
        .grad(grads)
        .expect("it has a gradient");
    let bias = bias.narrow(0, number * HIDDEN, HIDDEN);
    let burns = gate
        .input_transform
        .bias
        .as_ref()
        .expect("it has a bias")
        .val();
    assert_same(
        &name("b"),
        bias,
        burns.grad(burn_grads).expect("it has a gradient"),
    );
}

#[test]
fn lstm_sequence_is_burns_forward_and_backward() {
    let (network, device) = (network(Cell::Lstm), DEVICE.clone().autodiff());
    let mut burns = LstmConfig::new(INPUTS[2], HIDDEN, true).init(&device);
    gate(&mut burns.input_gate, &network, 0, &device);
    gate(
        burns.forget_gate.as_mut().expect("it has one"),
        &network,
        1,
        &device,
    );
    gate(&mut burns.cell_gate, &network, 2, &device);
    gate(&mut burns.output_gate, &network, 3, &device);
    let inputs = normal("inputs", INPUTS).autodiff();
    let ours = last(&network, inputs.clone());
    let (_, state) = burns.forward(inputs, None);
    assert_same(
        "the last state",
        ours.clone().inner(),
        state.hidden.clone().inner(),
    );
    let grads = [ours, state.hidden].map(gradients);
    let gates = [
        &burns.input_gate,
        burns.forget_gate.as_ref().expect("it has one"),
        &burns.cell_gate,
        &burns.output_gate,
    ];
    for (number, gate) in gates.into_iter().enumerate() {
        assert_gate(number, (&network, &grads[0]), (gate, &grads[1]));
    }
}

#[test]
fn gru_sequence_is_burns_forward_and_backward() {
    let (network, device) = (network(Cell::Gru), DEVICE.clone().autodiff());
    let mut burns = GruConfig::new(INPUTS[2], HIDDEN, true).init(&device);
    gate(&mut burns.reset_gate, &network, 0, &device);
    gate(&mut burns.update_gate, &network, 1, &device);
    gate(&mut burns.new_gate, &network, 2, &device);
    let inputs = normal("inputs", INPUTS).autodiff();
    let ours = last(&network, inputs.clone());
    let burn_last = burns
        .forward(inputs, None)
        .narrow(1, INPUTS[1] - 1, 1)
        .squeeze_dim::<2>(1);
    assert_same(
        "the last state",
        ours.clone().inner(),
        burn_last.clone().inner(),
    );
    let grads = [ours, burn_last].map(gradients);
    let gates = [&burns.reset_gate, &burns.update_gate, &burns.new_gate];
    for (number, gate) in gates.into_iter().enumerate() {
        assert_gate(number, (&network, &grads[0]), (gate, &grads[1]));
    }
}

/// The gradients that autodiff finds for all weights of a cell beside central differences.
#[track_caller]
fn assert_right(cell: Cell) {
    let (tracked, inputs) = (network(cell), normal("inputs", INPUTS));
    let found = gradients(last(&tracked, inputs.clone().autodiff()));
    let plain = tracked.valid();
    let factors = normal("factors", [INPUTS[0], HIDDEN]);
    let sum = |network: &Network| -> f64 {
        (last(network, inputs.clone()) * factors.clone())
            .sum()
            .into_scalar()
    };
    let mut changed = plain.clone();
    let w_x = numeric_gradient(&plain.layer.w_x.val(), |value| {
        changed.layer.w_x = Param::from_tensor(value);
        sum(&changed)
    });
    let mut changed = plain.clone();
    let w_h = numeric_gradient(&plain.layer.w_h.val(), |value| {
        changed.layer.w_h = Param::from_tensor(value);
        sum(&changed)
    });
    let mut changed = plain.clone();
    let b = numeric_gradient(&plain.layer.b.val(), |value| {
        changed.layer.b = Param::from_tensor(value);
        sum(&changed)
    });
    let layer = &tracked.layer;
    assert_same(
        "W_x",
        layer.w_x.val().grad(&found).expect("a gradient"),
        w_x,
    );
    assert_same(
        "W_h",
        layer.w_h.val().grad(&found).expect("a gradient"),
        w_h,
    );
    assert_same("b", layer.b.val().grad(&found).expect("a gradient"), b);
}

#[test]
fn rnn_sequence_gradients_match_central_differences_in_f64() {
    assert_right(Cell::Rnn);
}

#[test]
fn lstm_sequence_gradients_match_central_differences() {
    assert_right(Cell::Lstm);
}

#[test]
fn gru_sequence_gradients_match_central_differences() {
    assert_right(Cell::Gru);
}

#[test]
fn a_network_computes_the_same_by_the_exercise_and_by_the_kernel() {
    for cell in [Cell::Rnn, Cell::Lstm, Cell::Gru] {
        let by_hand = network(cell);
        let fast = Network {
            code: Code::Fast,
            ..by_hand.clone()
        };
        let inputs = normal("inputs", INPUTS).autodiff();
        let logits = [&by_hand, &fast].map(|network| network.forward(inputs.clone()));
        let [ours, other] = logits.clone().map(Tensor::inner);
        assert_same(&format!("the logits of {cell:?}"), ours, other);
        let grads = logits.map(gradients);
        let of = |network: &Network, number: usize| {
            let of_weight =
                |of: &Param<Tensor<2>>| of.val().grad(&grads[number]).expect("a gradient");
            [&network.layer.w_x, &network.layer.w_h, &network.w_ph].map(of_weight)
        };
        for (ours, other) in of(&by_hand, 0).into_iter().zip(of(&fast, 1)) {
            assert_same(&format!("a gradient of {cell:?}"), ours, other);
        }
    }
}

#[test]
fn lstm_cell_and_gru_cell_do_not_depend_on_the_rest_of_the_batch() {
    for cell in [Cell::Lstm, Cell::Gru] {
        let (network, inputs) = (network(cell).valid(), normal("inputs", INPUTS));
        let all = last(&network, inputs.clone());
        let second = last(&network, inputs.narrow(0, 1, 1));
        assert_same(&format!("{cell:?}"), all.narrow(0, 1, 1), second);
    }
}

#[test]
fn the_parameters_are_as_many_as_the_sheet_s() {
    // Four gates of 1 or 10 times 128 weights, 128 times 128, and 128 biases; then 1,290 to ten digits.
    for (cell, encoding, count) in [
        (Cell::Rnn, Encoding::Scalar, 17_930),
        (Cell::Rnn, Encoding::OneHot, 19_082),
        (Cell::Lstm, Encoding::Scalar, 67_850),
        (Cell::Lstm, Encoding::OneHot, 72_458),
        (Cell::Gru, Encoding::Scalar, 51_210),
        (Cell::Gru, Encoding::OneHot, 54_666),
    ] {
        let sizes = Sizes {
            features: encoding.features(),
            hidden: 128,
        };
        let network = Network::new(&Plan::of(cell, sizes), &DEVICE).train();
        assert_eq!(parameters(&network), count, "{cell:?} {encoding:?}");
    }
}

#[test]
fn the_gate_that_keeps_begins_where_it_is_told_and_all_else_as_without() {
    let values = |of: &Param<Tensor<1>>| -> Vec<f64> { of.val().into_data().iter().collect() };
    for cell in [Cell::Lstm, Cell::Gru, Cell::Rnn] {
        let drawn = network(cell).layer;
        let open = drawn.clone().with_keep_bias(1.5);
        let mut expected = values(&drawn.b);
        if cell != Cell::Rnn {
            expected[HIDDEN..2 * HIDDEN].fill(1.5);
        }
        assert_eq!(values(&open.b), expected, "{cell:?}");
        assert_eq!(open.w_x.val().into_data(), drawn.w_x.val().into_data());
        assert!(open.b.val().is_require_grad(), "it is trained");
    }
}
