use crate::common_exercises::{assert_close, device, matrix};
use assignment3::gan::{Discriminator, Gan, Generator, discriminator_loss, generator_loss};
use burn::module::Param;
use burn::nn::Linear;
use burn::optim::SgdConfig;
use burn::tensor::{Tensor, TensorData};
use common::learner::StepReport;
use common::schedule::constant;
use common::trained::Trained;

/// Weights -0.5, -0.25, 0, 0.25, 0.5, -0.5, … row by row, and biases 0, 0.1, 0.2, …
fn ramp(mut layer: Linear) -> Linear {
    let [rows, columns] = layer.weight.dims();
    let weight = (0..rows * columns).map(|place| ((place % 5) as f64 - 2.0) * 0.25);
    let weight = TensorData::new(weight.collect::<Vec<_>>(), [rows, columns]);
    let bias = (0..columns).map(|place| 0.1 * place as f64);
    let bias = TensorData::new(bias.collect::<Vec<_>>(), [columns]);
    layer.weight = Param::from_tensor(Tensor::from_data(weight, &device()));
    layer.bias = Some(Param::from_tensor(Tensor::from_data(bias, &device())));
    layer
}

/// Sizes 2, 3, 4 and 5 pixels; as in an evaluation, normalisation only scales by 2 and shifts by 0.5.
fn generator() -> Generator {
    let mut generator = Generator::new(&[2, 3, 4], 5, &device());
    generator.hidden = generator.hidden.into_iter().map(ramp).collect();
    generator.output = ramp(generator.output);
    let norm = &mut generator.norms[0];
    norm.gamma = Param::from_tensor(Tensor::full([4], 2.0, &device()));
    norm.beta = Param::from_tensor(Tensor::full([4], 0.5, &device()));
    generator
}

const FORWARD: &str = "affine, then batch normalisation (not in the first layer), then leaky ReLU; \
                       at the end affine and tanh";

#[test]
fn gan_generator_of_two_noises() {
    let pictures = generator().forward(matrix([[1.0, -2.0], [0.5, 3.0]]));
    let expected = [
        [-0.949972, -0.672749, 0.197375, 0.838395, 0.977207],
        [-0.904286, -0.570068, 0.197375, 0.780881, 0.955829],
    ];
    assert_close(pictures, matrix(expected), FORWARD);
}

#[test]
fn gan_generator_makes_pixels_from_minus_1_to_1() {
    let pictures = generator().forward(matrix([[40.0, -70.0], [-60.0, 90.0], [0.0, 0.0]]));
    let extremes = [pictures.clone().min(), pictures.max()].map(|it| it.into_scalar::<f64>());
    assert!(
        extremes[0] < -0.99 && extremes[0] >= -1.0 && extremes[1] > 0.99 && extremes[1] <= 1.0,
        "the pixels lie from {} to {}\n    hint the last function is tanh",
        extremes[0],
        extremes[1]
    );
}

#[test]
fn gan_discriminator_gives_logits() {
    let mut discriminator = Discriminator::new(&[3, 4, 2], &device());
    discriminator.layers = discriminator.layers.into_iter().map(ramp).collect();
    let logits = discriminator.forward(matrix([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0]]));
    assert_close(
        logits,
        matrix([[-0.1828125], [0.091875]]),
        "leaky ReLU between the layers, none after the last one, and no sigmoid: that is in the loss",
    );
}

#[test]
fn gan_discriminator_loss_of_two_real_pictures_and_three_fakes() {
    let loss = discriminator_loss(matrix([[0.5], [-1.0]]), matrix([[2.0], [-0.5], [0.0]]));
    let expected = Tensor::from_data([1.991720], &device());
    assert_close(
        loss,
        expected,
        "equation (2): target 1 for real, 0 for fake; each term is the mean of its own batch",
    );
}

#[test]
fn gan_discriminator_loss_of_one_that_guesses_is_two_ln_2() {
    let loss = discriminator_loss(matrix([[0.0]]), matrix([[0.0]]));
    let expected = Tensor::from_data([2.0 * std::f64::consts::LN_2], &device());
    assert_close(loss, expected, "add the two terms; do not halve their sum");
}

#[test]
fn gan_generator_loss_of_three_fakes() {
    let loss = generator_loss(matrix([[2.0], [-0.5], [0.0]]));
    let expected = Tensor::from_data([0.598051], &device());
    assert_close(loss, expected, "equation (3): fakes with the target 1");
}

#[test]
fn gan_generator_loss_is_steep_where_fakes_are_rejected() {
    let loss = generator_loss(matrix([[-8.0], [-6.0]]));
    let expected = Tensor::from_data([7.001406], &device());
    let hint = "log(1 - D(G(z))) is flat there: take -log D(G(z))";
    assert_close(loss, expected, hint);
}

/// Pictures of one pixel: G(z) = tanh(w z + b), and the logit of D is a x + c.
struct Small {
    gan: Gan,
    /// w, b, a, c.
    before: [f64; 4],
}

const RATE: f64 = 0.5;

impl Small {
    fn new() -> Self {
        let before = [0.8, -0.3, 1.5, 0.4];
        let [w, b, a, c] = before;
        let layer = |mut layer: Linear, weight: f64, bias: f64| {
            layer.weight = Param::from_tensor(matrix([[weight]]));
            layer.bias = Some(Param::from_tensor(Tensor::from_data([bias], &device())));
            layer
        };
        let mut generator = Generator::new(&[1], 1, &device());
        generator.output = layer(generator.output, w, b);
        let mut discriminator = Discriminator::new(&[1], &device());
        discriminator.layers = discriminator
            .layers
            .into_iter()
            .map(|of| layer(of, a, c))
            .collect();
        let sgd = || SgdConfig::new().init();
        Self {
            gan: Gan {
                generator: Trained::new(
                    burn::module::Module::train(generator),
                    sgd(),
                    constant(RATE),
                ),
                discriminator: Trained::new(
                    burn::module::Module::train(discriminator),
                    sgd(),
                    constant(RATE),
                ),
            },
            before,
        }
    }

    /// Two real pictures, three noises.
    fn step(&mut self) -> StepReport {
        let real = matrix([[0.9], [-0.2]]).autodiff();
        self.gan
            .step(0, real, matrix([[1.0], [-0.5], [2.0]]).autodiff())
    }

    /// w, b, a, c.
    fn after(&self) -> [f64; 4] {
        let numbers = |layer: &Linear| {
            let bias = layer.bias.as_ref().expect("there is one");
            [layer.weight.val().into_scalar(), bias.val().into_scalar()]
        };
        let [w, b] = numbers(&self.gan.generator.module().output);
        let [a, c] = numbers(&self.gan.discriminator.module().layers[0]);
        [w, b, a, c]
    }

    /// The step by hand.
    fn expected(&self) -> [f64; 4] {
        let [w, b, a, c] = self.before;
        let (real, noise) = ([0.9, -0.2], [1.0_f64, -0.5, 2.0]);
        let fakes = noise.map(|z| (w * z + b).tanh());
        let judge = |x: f64| 1.0 / (1.0 + (-(a * x + c)).exp());
        let [mut dw, mut db, mut da, mut dc] = [0.0; 4];
        for (z, x) in noise.into_iter().zip(fakes) {
            // ∂L_G/∂s = (D - 1) / 3 for each of the three; s = a x + c, x = tanh(w z + b).
            let slope = (judge(x) - 1.0) / 3.0 * a * (1.0 - x * x);
            (dw, db) = (dw + slope * z, db + slope);
            let slope = judge(x) / 3.0;
            (da, dc) = (da + slope * x, dc + slope);
        }
        for x in real {
            let slope = (judge(x) - 1.0) / 2.0;
            (da, dc) = (da + slope * x, dc + slope);
        }
        [w - RATE * dw, b - RATE * db, a - RATE * da, c - RATE * dc]
    }
}

#[track_caller]
fn assert_moved(after: &[f64], expected: &[f64], hint: &str) {
    let close = after
        .iter()
        .zip(expected)
        .all(|(a, e)| (a - e).abs() < 1e-5);
    assert!(
        close,
        "\n     got {after:?}\nexpected {expected:?}\n    hint {hint}"
    );
}

#[test]
fn gan_step_moves_the_generator_by_its_own_loss() {
    let mut small = Small::new();
    small.step();
    assert_moved(
        &small.after()[..2],
        &small.expected()[..2],
        "the generator goes first, down on equation (3) through the discriminator as it was before the step",
    );
}

#[test]
fn gan_step_moves_the_discriminator_by_its_own_loss() {
    let mut small = Small::new();
    small.step();
    assert_moved(
        &small.after()[2..],
        &small.expected()[2..],
        "the discriminator goes down on equation (2) alone, with the same fakes that the generator was \
         judged by, made before its update; nothing of the generator's loss reaches it",
    );
}

#[test]
fn gan_step_reports_both_losses_and_what_was_judged() {
    let report = Small::new().step();
    let numbers = |name: &str| -> Vec<f64> {
        let part = report.parts.iter().find(|(known, _)| *known == name);
        let (_, numbers) = part.unwrap_or_else(|| panic!("there is no part {name}: use `report`"));
        numbers.to_data().iter().collect()
    };
    let hint = "give `report` the losses of the two steps, generator first, and the logits of real pictures \
                and of fakes, in this order";
    assert_moved(&numbers("d_real"), &[0.851953, 0.524979], hint);
    assert_moved(&numbers("d_fake"), &[0.748979, 0.376002, 0.844564], hint);
    assert_moved(&numbers("g_loss"), &[0.478713], hint);
    assert_moved(&numbers("d_loss"), &[1.640760], hint);
}
