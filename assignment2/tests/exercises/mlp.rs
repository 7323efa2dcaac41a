use crate::{assert_close, device, matrix, vector};
use assignment2::mlp::{Mlp, hits, loss, step};
use assignment2::staff::mlp::ActivationName::{self, LeakyRelu, Relu, Sigmoid, Tanh};
use burn::module::{Module, Param};
use burn::nn::{Linear, LinearConfig};
use burn::optim::ModuleOptimizer;
use burn::tensor::{Int, Tensor};
use common::optimizers::OptimizerName;

fn layer(weight: Tensor<2>, bias: Tensor<1>) -> Linear {
    let [inputs, outputs] = weight.dims();
    let mut layer = LinearConfig::new(inputs, outputs).init(&device());
    layer.weight = Param::from_tensor(weight);
    layer.bias = Some(Param::from_tensor(bias));
    layer
}

/// Weights -0.5, -0.25, 0, 0.25, 0.5, -0.5, … row by row, and biases -0.1, 0, 0.1, …
fn ramp([inputs, outputs]: [usize; 2]) -> Linear {
    let weight = (0..inputs * outputs).map(|place| ((place % 5) as f64 - 2.0) * 0.25);
    let weight = vector(weight.collect::<Vec<_>>()).reshape([inputs, outputs]);
    let bias = (0..outputs).map(|place| 0.1 * place as f64 - 0.1);
    layer(weight, vector(bias.collect::<Vec<_>>()))
}

fn network(sizes: &[usize], activation: ActivationName, dropout: f64) -> Mlp {
    let layers = sizes.windows(2).map(|of| ramp([of[0], of[1]]));
    Mlp::of(layers.collect(), activation.module(&device()), dropout)
}

fn inputs() -> Tensor<2> {
    matrix([[1.0, -2.0], [0.5, 3.0], [-0.25, 0.5]])
}

fn labels(labels: &[i64]) -> Tensor<1, Int> {
    Tensor::from_data(labels, &device())
}

#[track_caller]
fn assert_logits(activation: ActivationName, expected: [[f64; 2]; 3]) {
    let hint = "for each hidden layer x W + b, then the activation; the last layer is affine and no more: \
                neither activation nor softmax follows it";
    let logits = network(&[2, 3, 4, 2], activation, 0.0).forward(inputs());
    assert_close(logits, matrix(expected), hint);
}

#[test]
fn mlp_forward_with_relu() {
    let expected = [
        [-0.1875, 0.093_75],
        [-0.368_75, -0.096_875],
        [-0.148_437_5, -0.010_937_5],
    ];
    assert_logits(Relu, expected);
}

#[test]
fn mlp_forward_with_every_other_activation() {
    let expected = [
        [-0.189_165, 0.098_421_88],
        [-0.369_058_75, -0.096_802_5],
        [-0.148_060_63, -0.011_750_94],
    ];
    assert_logits(LeakyRelu, expected);
    let expected = [
        [-0.132_614_17, 0.217_879],
        [-0.027_093_95, -0.326_165_98],
        [-0.087_597_89, -0.098_442_82],
    ];
    assert_logits(Tanh, expected);
    let expected = [
        [-0.279_906_23, -0.201_106_36],
        [-0.274_498_9, -0.256_000_18],
        [-0.277_315_2, -0.229_940_78],
    ];
    assert_logits(Sigmoid, expected);
}

#[test]
fn mlp_forward_without_hidden_layers_is_affine() {
    let logits = network(&[2, 3], Relu, 0.0).forward(inputs());
    let expected = matrix([
        [-1.1, -1.25, 1.1],
        [0.4, 1.375, -1.4],
        [0.15, 0.3125, -0.15],
    ]);
    let hint = "a single layer gives the logits: x W + b, without activation";
    assert_close(logits, expected, hint);
}

#[test]
fn mlp_forward_drops_nothing_in_an_evaluation() {
    let expected = network(&[2, 3, 4, 2], Relu, 0.0).forward(inputs());
    let logits = network(&[2, 3, 4, 2], Relu, 0.5).forward(inputs());
    let hint = "use the network's `dropout`: it knows by itself whether this is a training";
    assert_close(logits, expected, hint);
}

/// Two hidden layers of one unit each: sigmoid(-0.1) = 0.475021 whatever the input; then sigmoid of twice
/// that times 2, minus 1; the logit is 3 times what is left of it, plus 5.
#[test]
fn mlp_forward_drops_hidden_units_in_training() {
    let one = |weight: f64, bias: f64| layer(matrix([[weight]]), vector([bias]));
    let layers = vec![one(0.0, -0.1), one(2.0, -1.0), one(3.0, 5.0)];
    let network = Mlp::of(layers, Sigmoid.module(&device()), 0.5).train();
    let logits = network.forward(Tensor::zeros([400, 1], &device()).autodiff());
    let mut logits: Vec<f64> = logits.into_data().iter().collect();
    logits.sort_by(f64::total_cmp);
    logits.dedup_by(|a, b| (*a - *b).abs() < 1e-4);
    // Both dropped or the last one; the first one dropped; none.
    let expected = [5.0, 5.0 + 6.0 * 0.268_941_42, 5.0 + 6.0 * 0.710_970_7];
    let hint = "dropout stands behind the activation of every hidden layer, and nowhere else: of 400 examples \
                some lose the first unit, some the second; what is left counts twice";
    assert_close(vector(logits), vector(expected), hint);
}

#[test]
fn mlp_loss_of_two_examples() {
    let logits = matrix([[2.0, -1.0, 0.5], [0.0, 1.5, -0.5]]);
    let hint = "the mean over the batch of -log softmax(o) at the label, the softmax over the classes of each row";
    assert_close(loss(logits, labels(&[0, 2])), vector([1.273_833_5]), hint);
}

#[test]
fn mlp_loss_of_one_example() {
    let loss = loss(matrix([[1.0, 2.0, 3.0, 4.0]]), labels(&[1]));
    let hint = "logits go in as they are: a softmax before the loss would be the second one";
    assert_close(loss, vector([2.440_189_7]), hint);
}

#[test]
fn mlp_loss_of_equal_logits_is_the_logarithm_of_the_classes() {
    let loss = loss(Tensor::zeros([5, 10], &device()), labels(&[0, 3, 9, 2, 2]));
    let hint = "every class has probability 1/10, and the loss is a mean: ln 10, not 5 ln 10, nor a fifth of it";
    assert_close(loss, vector([std::f64::consts::LN_10]), hint);
}

#[test]
fn mlp_loss_is_finite_for_a_network_that_is_sure() {
    let hint = "exp(1000) overflows, and the softmax of -1000 rounds to 0, which has no logarithm: equation (3)";
    let logits = matrix([[1000.0, 0.0, -1000.0], [-2000.0, -2000.0, 500.0]]);
    assert_close(loss(logits, labels(&[1, 2])), vector([500.0]), hint);
    let logits = matrix([[-300.0, 0.0, 50.0], [90.0, -40.0, 0.0]]);
    assert_close(loss(logits, labels(&[0, 1])), vector([240.0]), hint);
}

#[test]
fn mlp_loss_has_the_gradient_of_softmax_minus_one_hot() {
    let logits = matrix([[0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]]);
    let logits = logits.autodiff().require_grad();
    let gradients = loss(logits.clone(), labels(&[1, 3])).backward();
    let gradient = logits.grad(&gradients).expect("logits have a gradient");
    let (p, q) = (0.25 / 2.0, (0.25 - 1.0) / 2.0);
    let hint =
        "∂L/∂o is (softmax - one-hot) / B: divide by B once, and read nothing back to the host";
    assert_close(gradient, matrix([[p, q, p, p], [p, p, p, q]]), hint);
}

#[test]
fn mlp_hits_are_the_examples_whose_label_has_the_largest_logit() {
    let logits = matrix([
        [0.1, 2.0, -1.0],
        [3.0, 1.0, 2.0],
        [-3.0, -2.0, -1.0],
        [0.0, 0.5, 0.4],
    ]);
    let hint =
        "one number for each example: 1 where the largest logit of its row is at the label, else 0";
    assert_close(
        hits(logits.clone(), labels(&[1, 2, 2, 0])),
        vector([1.0, 0.0, 1.0, 0.0]),
        hint,
    );
    assert_close(
        hits(logits.narrow(0, 1, 1), labels(&[0])),
        vector([1.0]),
        hint,
    );
}

/// A network with two inputs, two hidden units of tanh and two classes.
fn small() -> Mlp {
    let hidden = layer(matrix([[0.5, -0.25], [0.75, 1.0]]), vector([0.1, -0.2]));
    let output = layer(matrix([[1.0, -0.5], [0.25, 0.75]]), vector([0.0, 0.3]));
    Mlp::of(vec![hidden, output], Tanh.module(&device()), 0.0).train()
}

/// All parameters, layer after layer, each weight row by row before its bias.
fn parameters(network: &Mlp) -> Tensor<1> {
    let layers = network.layers.iter().flat_map(|layer| {
        let bias = layer.bias.as_ref().expect("has a bias").val();
        [layer.weight.val().reshape([-1]), bias]
    });
    Tensor::cat(layers.collect(), 0).inner()
}

/// Two steps with different batches and rates; parameters and losses after each.
fn two_steps(optimizer: &mut ModuleOptimizer) -> [(Tensor<1>, Tensor<1>); 2] {
    let first = (inputs().autodiff(), labels(&[0, 1, 1]));
    let second = matrix([[-1.0, 0.5], [2.0, 1.0]]).autodiff();
    let (network, first_loss) = step(small(), optimizer, 0.4, first);
    let after_one = parameters(&network);
    let (network, second_loss) = step(network, optimizer, 0.2, (second, labels(&[1, 0])));
    [
        (after_one, first_loss.inner()),
        (parameters(&network), second_loss.inner()),
    ]
}

const AFTER_ONE: [f64; 12] = [
    0.589_930_59,
    -0.258_406_82,
    0.558_517_88,
    1.020_152_82,
    0.075_911_37,
    -0.170_786_58,
    0.821_916_2,
    -0.321_916_2,
    0.045_676_56,
    0.954_323_44,
    -0.062_145_56,
    0.362_145_56,
];

#[test]
fn mlp_step_goes_down_the_gradient_of_the_batch() {
    let [(after_one, _), (after_two, _)] = two_steps(&mut OptimizerName::Sgd.with_decay(0.0));
    let hint = "θ - η ∂L/∂θ of every weight and bias, once, with the rate that is given: the network that \
                `optimizer.step` gives back";
    assert_close(after_one, vector(AFTER_ONE), hint);
    let expected = [
        0.624_921_52,
        -0.340_354_12,
        0.550_448_78,
        0.994_478_93,
        0.055_059_99,
        -0.188_810_59,
        0.866_124_64,
        -0.366_124_64,
        0.046_153_86,
        0.953_846_14,
        -0.044_868_4,
        0.344_868_4,
    ];
    let hint = "the second step goes on from the network that the first one gave back";
    assert_close(after_two, vector(expected), hint);
}

#[test]
fn mlp_step_uses_the_optimiser_that_is_given() {
    let [(after_one, _), (after_two, _)] = two_steps(&mut OptimizerName::Momentum.with_decay(0.0));
    let hint = "the first step of momentum is that of plain gradient descent";
    assert_close(after_one, vector(AFTER_ONE), hint);
    let expected = [
        0.665_390_28,
        -0.344_137_19,
        0.464_281_83,
        1.003_547_7,
        0.044_220_11,
        -0.175_664_55,
        0.785_986_93,
        -0.285_986_93,
        -0.045_791_69,
        1.045_791_69,
        -0.072_833_9,
        0.372_833_9,
    ];
    let hint = "momentum remembers the step before: take the optimiser that is given, do not make a new one, \
                and step once";
    assert_close(after_two, vector(expected), hint);
}

#[test]
fn mlp_step_tells_the_loss_before_the_update() {
    let [(_, first), (_, second)] = two_steps(&mut OptimizerName::Sgd.with_decay(0.0));
    let hint = "the mean loss of the batch, by the network as it was before the step";
    assert_close(first, vector([1.010_777_16]), hint);
    assert_close(second, vector([0.397_437_21]), hint);
}
