use crate::{assert_close, device, matrix, vector};
use assignment3::vae::{Plan, Posterior, Vae};
use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::tensor::{Tensor, TensorData};
use common::by_hand::Streams;
use common::learner::Step;

/// Weights -0.5, -0.25, 0, 0.25, 0.5, -0.5, … row by row, and biases 0, 0.1, 0.2, …
pub fn ramp(mut layer: Linear) -> Linear {
    let [rows, columns] = layer.weight.dims();
    let weight = (0..rows * columns).map(|place| ((place % 5) as f64 - 2.0) * 0.25);
    let weight = TensorData::new(weight.collect::<Vec<_>>(), [rows, columns]);
    let bias = (0..columns).map(|place| 0.1 * place as f64);
    let bias = TensorData::new(bias.collect::<Vec<_>>(), [columns]);
    layer.weight = Param::from_tensor(Tensor::from_data(weight, &device()));
    layer.bias = Some(Param::from_tensor(Tensor::from_data(bias, &device())));
    layer
}

/// Five pixels, four hidden numbers, codes of two. The layer of s has the rows in the other order, a fifth of
/// the weights, and biases from -0.5 on.
pub fn vae() -> Vae {
    let plan = Plan {
        image: [1, 1, 5],
        hidden: 4,
        latent: 2,
        is_convolutional: false,
        is_gaussian: false,
    };
    let mut vae = Vae::new(&plan, &device());
    let (encoder, decoder) = (&mut vae.encoder, &mut vae.decoder);
    encoder.hidden = ramp(encoder.hidden.clone());
    encoder.mean = ramp(encoder.mean.clone());
    let s = ramp(encoder.log_deviation.clone());
    encoder.log_deviation = Linear {
        weight: Param::from_tensor(s.weight.val().flip([0]) * 0.2),
        bias: s.bias.map(|bias| Param::from_tensor(bias.val() - 0.5)),
    };
    decoder.hidden = ramp(decoder.hidden.clone());
    decoder.output = ramp(decoder.output.clone());
    vae
}

/// Three pictures for it.
pub fn pictures() -> Tensor<2> {
    matrix([
        [0.0, 1.0, 0.5, 0.25, 1.0],
        [1.0, 0.0, 0.0, 0.75, 0.2],
        [0.3, 0.6, 0.9, 0.0, 1.0],
    ])
}

fn noise() -> Tensor<2> {
    matrix([[0.5, -1.0], [2.0, 0.3], [-0.7, 1.2]])
}

fn posterior() -> Posterior {
    Posterior {
        mean: matrix([[1.0, -2.0, 0.0], [0.5, 0.0, 3.0]]),
        log_deviation: matrix([[0.0, 1.0, -1.0], [0.5, -2.0, 0.25]]),
    }
}

#[test]
fn vae_sample_of_two_pictures() {
    let codes = posterior().sample(matrix([[0.5, -1.0, 2.0], [-2.0, 3.0, 1.5]]));
    assert_close(
        codes,
        matrix([
            [1.5, -4.718_281_83, 0.735_758_88],
            [-2.797_442_54, 0.406_005_85, 4.926_038_13],
        ]),
        "equation (2): μ + σ ε with σ = exp(s); s is the logarithm of the deviation, not of the variance",
    );
}

#[test]
fn vae_sample_lets_a_gradient_through() {
    let tracked = |of: Tensor<2>| of.autodiff().require_grad();
    let Posterior {
        mean,
        log_deviation,
    } = posterior();
    let (mean, log_deviation) = (tracked(mean), tracked(log_deviation));
    let posterior = Posterior {
        mean: mean.clone(),
        log_deviation: log_deviation.clone(),
    };
    let weights = matrix([[1.0, 2.0, -1.0], [0.5, -3.0, 1.0]]);
    let noise = matrix([[0.5, -1.0, 2.0], [-2.0, 3.0, 1.5]]);
    let loss = (posterior.sample(noise.autodiff()) * weights.clone().autodiff()).sum();
    let gradients = loss.backward();
    let none =
        "\nhint: no gradient reaches what is learned: no detach, and no value read and put back";
    assert_close(
        mean.grad(&gradients).expect(none),
        weights,
        "a code moves as far as its mean",
    );
    assert_close(
        log_deviation.grad(&gradients).expect(none),
        matrix([
            [0.5, -5.436_563_66, -0.735_758_88],
            [-1.648_721_27, -1.218_017_55, 1.926_038_13],
        ]),
        "∂z/∂s = σ ε",
    );
}

#[test]
fn vae_sample_of_20_000_draws_has_their_mean_and_deviation() {
    const DRAWS: usize = 20_000;
    let row = |numbers: [f64; 3]| matrix([numbers]).repeat(&[DRAWS, 1]);
    let posterior = Posterior {
        mean: row([0.0, 1.0, -2.0]),
        log_deviation: row([0.0, 0.5, -1.0]),
    };
    let mut stream = Streams::new(42).stream("draws");
    let codes = posterior.sample(stream.normal_tensor([DRAWS, 3], 1.0, &device()));
    let [means, deviations] = [codes.clone().mean_dim(0), codes.var(0).sqrt()];
    let numbers = |of: Tensor<2>| of.into_data().iter::<f64>().collect::<Vec<_>>();
    let expected = [0.0, 1.0, -2.0, 1.0, 1.648_721, 0.367_879];
    let got = [numbers(means), numbers(deviations)].concat();
    assert!(
        got.iter().zip(expected).all(|(a, e)| (a - e).abs() < 0.1),
        "\nhint: codes are drawn around μ with the deviation exp(s)\n     got {got:?}\nexpected {expected:?}"
    );
}

#[test]
fn vae_kl_of_two_pictures() {
    assert_close(
        posterior().kl(),
        matrix([
            [0.5, 4.194_528_05, 0.567_667_64],
            [0.484_140_91, 1.509_157_82, 4.574_360_64],
        ]),
        "the terms of equation (3), one for each dimension, not added up: ½ (μ² + exp(2 s) - 1) - s",
    );
}

#[test]
fn vae_kl_of_the_prior_itself_is_0() {
    let zeros = matrix([[0.0, 0.0], [0.0, 0.0]]);
    let posterior = Posterior {
        mean: zeros.clone(),
        log_deviation: zeros.clone(),
    };
    let hint = "μ = 0 and s = 0 are the prior: ½ (0 + 1 - 1) - 0";
    assert_close(posterior.kl(), zeros, hint);
}

#[test]
fn vae_kl_of_mean_2_is_2_and_of_log_deviation_1_is_2_194528() {
    let posterior = Posterior {
        mean: matrix([[2.0, 0.0, -2.0, 0.0]]),
        log_deviation: matrix([[0.0, 1.0, 0.0, -5.0]]),
    };
    assert_close(
        posterior.kl(),
        matrix([[2.0, 2.194_528_05, 2.0, 4.500_022_7]]),
        "½ · 2² = 2, for -2 as well; ½ (exp(2) - 1) - 1 = 2.194528; a deviation near 0 costs -s - ½",
    );
}

const ENCODER: &str = "the hidden layer, ReLU, and of what comes out of it two affine layers: μ and s, neither of them \
                       with a function behind it";

#[test]
fn vae_encoder_gives_means() {
    assert_close(
        vae().encoder.forward(pictures()).mean,
        matrix([
            [-0.287_5, -0.031_25],
            [0.243_75, -0.203_125],
            [-0.225, 0.112_5],
        ]),
        ENCODER,
    );
}

#[test]
fn vae_encoder_gives_logarithms_of_deviations() {
    assert_close(
        vae().encoder.forward(pictures()).log_deviation,
        matrix([
            [-0.573_75, -0.423_75],
            [-0.523_75, -0.386_25],
            [-0.553_75, -0.45],
        ]),
        ENCODER,
    );
}

#[test]
fn vae_decoder_gives_logits() {
    let hint = "the hidden layer, ReLU, the output layer: no ReLU behind it, and no sigmoid, which is in the likelihood";
    assert_close(
        vae()
            .decoder
            .forward(matrix([[1.0, -2.0], [0.5, 3.0], [-1.5, 0.25]])),
        matrix([
            [-1.05, -0.425, 0.2, 0.825, 1.45],
            [-0.837_5, -0.318_75, 0.2, 0.718_75, 1.237_5],
            [-0.681_25, -0.240_625, 0.2, 0.640_625, 1.081_25],
        ]),
        hint,
    );
    assert_close(
        vae().decoder.forward(matrix([[8.0, -6.0], [-9.0, 4.0]])),
        matrix([
            [-2.55, -1.175, 0.2, 1.575, 2.95],
            [-3.425, -1.612_5, 0.2, 2.012_5, 3.825],
        ]),
        hint,
    );
}

fn part(step: &Step, name: &str) -> Tensor<1> {
    let part = step.parts.iter().find(|(known, _)| *known == name);
    let (_, numbers) = part.unwrap_or_else(|| panic!("\nhint: the step has no part `{name}`"));
    numbers.clone()
}

const LOSS: &str = "equation (4): of each picture -log p(x | z) and β times the sum of its KL over the dimensions; then the \
                    mean over the pictures";

#[test]
fn vae_loss_of_three_pictures() {
    for (beta, expected) in [
        (1.0, 3.870_739_73),
        (2.5, 4.462_146_29),
        (0.0, 3.476_468_68),
    ] {
        let step = vae().loss(pictures(), noise(), beta);
        assert_close(
            step.loss,
            vector([expected]),
            &format!("β = {beta}. {LOSS}"),
        );
    }
}

#[test]
fn vae_loss_of_one_picture() {
    let (pictures, noise) = (pictures().narrow(0, 0, 1), noise().narrow(0, 0, 1));
    let step = vae().loss(pictures, noise, 1.0);
    assert_close(step.loss, vector([3.553_734_71]), LOSS);
}

#[test]
fn vae_loss_reports_both_terms_of_each_picture() {
    let step = vae().loss(pictures(), noise(), 2.5);
    assert_close(
        part(&step, "reconstruction"),
        vector([3.141_461_22, 3.988_360_24, 3.299_584_58]),
        "-log p(x | z), of each picture, from a code that is drawn with this noise",
    );
    assert_close(
        part(&step, "kl"),
        vector([0.412_273_49, 0.366_672_25, 0.403_867_4]),
        "the KL of each picture, added up over the dimensions, without β",
    );
}

#[test]
fn vae_loss_trains_the_encoder_through_the_draw() {
    let vae = vae().train();
    let step = vae.loss(pictures().autodiff(), noise().autodiff(), 2.5);
    let gradients = step.loss.backward();
    let gradient = |layer: &Linear| {
        let bias = layer.bias.as_ref().expect("there is one").val();
        bias.grad(&gradients)
            .expect("\nhint: no gradient reaches the encoder: nothing may be detached")
    };
    let hint = "the gradient of both terms goes back to the encoder, that of the first one through the code";
    let expected = vector([-0.190_043_63, -0.114_154_53]);
    assert_close(gradient(&vae.encoder.mean), expected, hint);
    let expected = vector([-1.628_314_44, -1.440_959_66]);
    assert_close(gradient(&vae.encoder.log_deviation), expected, hint);
}
