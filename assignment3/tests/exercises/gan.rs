use crate::layers::ramp;
use crate::{assert_close, device, matrix, vector};
use assignment3::gan::{Discriminator, Gan, Generator, discriminator_loss, generator_loss};
use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::optim::SgdConfig;
use common::learner::StepReport;
use common::trained::Trained;

/// Sizes 2, 3, 4, 6 and 7 pixels. As in an evaluation, normalisation k scales feature j by
/// ±(1 + k / 2) + j / 4, with the signs in turn, and shifts it by 0.5 - k j / 4.
fn generator() -> Generator {
    let mut generator = Generator::new(&[2, 3, 4, 6], 7, &device());
    generator.hidden = generator.hidden.into_iter().map(ramp).collect();
    generator.output = ramp(generator.output);
    for (number, norm) in (1..).zip(&mut generator.norms) {
        let (k, features) = (f64::from(number), norm.gamma.dims()[0]);
        let signs = [1.0, -1.0].into_iter().cycle();
        let scale = signs
            .zip(0..features)
            .map(|(sign, j)| sign * (1.0 + k / 2.0) + j as f64 / 4.0);
        let shift = (0..features).map(|j| 0.5 - k * j as f64 / 4.0);
        norm.gamma = Param::from_tensor(vector(scale.collect::<Vec<_>>()));
        norm.beta = Param::from_tensor(vector(shift.collect::<Vec<_>>()));
    }
    generator
}

const FORWARD: &str = "affine, then batch normalisation (not in the first layer), then leaky ReLU with slope 0.2; \
                       at the end affine and tanh";

#[test]
fn gan_generator_of_three_noises() {
    let pictures = generator().forward(matrix([[1.0, -2.0], [0.5, 3.0], [-0.25, 0.5]]));
    let expected = [
        [
            0.580_508_05,
            0.780_503_24,
            -0.405_000_52,
            -0.471_171_41,
            0.227_266_88,
            0.822_089_29,
            0.913_232_21,
        ],
        [
            0.715_757_05,
            -0.193_971_29,
            0.102_505_12,
            -0.292_842_98,
            0.459_263_05,
            0.885_111_52,
            0.294_548_44,
        ],
        [
            0.578_207_93,
            -0.114_453_04,
            0.013_933_21,
            -0.036_192_94,
            0.444_211_14,
            0.820_963_74,
            0.367_079_20,
        ],
    ];
    assert_close(pictures, matrix(expected), FORWARD);
}

#[test]
fn gan_generator_of_one_hidden_layer_and_of_none() {
    let mut one = Generator::new(&[2, 3], 4, &device());
    one.hidden = one.hidden.into_iter().map(ramp).collect();
    one.output = ramp(one.output);
    let expected = [
        [0.277_526_35, 0.698_824_84, -0.329_707_46, -0.049_958_38],
        [0.399_034_46, -0.712_626_33, -0.038_730_62, 0.454_216_43],
    ];
    let pictures = one.forward(matrix([[1.0, -2.0], [0.5, 3.0]]));
    assert_close(pictures, matrix(expected), FORWARD);

    let mut none = Generator::new(&[3], 4, &device());
    none.output = ramp(none.output);
    let expected = [
        [-0.879_826_70, 0.800_499_02, 0.421_899_01, 0.401_134_28],
        [-0.124_353_00, -0.612_242_12, 0.519_021_83, 0.545_884_52],
    ];
    let pictures = none.forward(matrix([[1.0, -2.0, 0.5], [0.25, 0.5, -1.0]]));
    let hint = "without a hidden layer the noise goes straight to the output layer and tanh";
    assert_close(pictures, matrix(expected), hint);
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
    let mut discriminator = Discriminator::new(&[3, 4, 2, 6], &device());
    discriminator.layers = discriminator.layers.into_iter().map(ramp).collect();
    let pictures = matrix([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0], [4.0, 1.0, 2.0]]);
    assert_close(
        discriminator.forward(pictures),
        matrix([[0.178_437_5], [-0.141_875], [-0.021_8]]),
        "leaky ReLU with slope 0.2 between the layers, none after the last one, and no sigmoid: that is in the loss",
    );
}

#[test]
fn gan_discriminator_of_one_layer_is_affine() {
    let mut discriminator = Discriminator::new(&[3], &device());
    discriminator.layers = discriminator.layers.into_iter().map(ramp).collect();
    assert_close(
        discriminator.forward(matrix([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0]])),
        matrix([[0.0], [-0.75]]),
        "the only layer is the last one: no leaky ReLU follows it",
    );
}

#[test]
fn gan_discriminator_loss_of_two_real_pictures_and_three_fakes() {
    let loss = discriminator_loss(matrix([[0.5], [-1.0]]), matrix([[2.0], [-0.5], [0.0]]));
    assert_close(
        loss,
        vector([1.991_720_06]),
        "equation (2): target 1 for real, 0 for fake; each term is the mean of its own batch",
    );
}

#[test]
fn gan_discriminator_loss_of_four_real_pictures_and_two_fakes() {
    let real = matrix([[0.5], [-1.0], [2.0], [0.25]]);
    let loss = discriminator_loss(real, matrix([[2.0], [-0.5]]));
    assert_close(
        loss,
        vector([1.923_054_02]),
        "each term is the mean of its own batch, here four and two",
    );
}

#[test]
fn gan_discriminator_loss_of_one_that_guesses_is_two_ln_2() {
    let loss = discriminator_loss(matrix([[0.0]]), matrix([[0.0]]));
    let expected = vector([2.0 * std::f64::consts::LN_2]);
    assert_close(loss, expected, "add the two terms; do not halve their sum");
}

#[test]
fn gan_discriminator_loss_is_finite_for_one_that_is_sure() {
    let real = matrix([[-100.0], [50.0]]);
    let loss = discriminator_loss(real, matrix([[80.0], [-3.0], [-90.0]]));
    let hint = "the sigmoid of -100 rounds to 0 and that of 80 to 1, and their logarithms are infinite: \
                `binary_cross_entropy` takes the logits";
    assert_close(loss, vector([76.682_862_5]), hint);
}

#[test]
fn gan_generator_loss_of_three_fakes() {
    let loss = generator_loss(matrix([[2.0], [-0.5], [0.0]]));
    assert_close(
        loss,
        vector([0.598_050_73]),
        "equation (3): fakes with the target 1, and the mean",
    );
}

#[test]
fn gan_generator_loss_is_steep_where_fakes_are_rejected() {
    let loss = generator_loss(matrix([[-8.0], [-6.0]]));
    let hint = "log(1 - D(G(z))) is flat there: take -log D(G(z))";
    assert_close(loss, vector([7.001_405_55]), hint);
    let loss = generator_loss(matrix([[-100.0], [60.0], [-150.0]]));
    let hint = "the sigmoid of -150 rounds to 0, and its logarithm is infinite: `binary_cross_entropy` takes \
                the logits";
    assert_close(loss, vector([83.333_333_3]), hint);
}

/// Pictures of one pixel: G(z) = tanh(w z + b), and the logit of D is a x + c.
struct Small {
    gan: Gan,
}

/// w, b, a, c before the first step.
const START: [f64; 4] = [0.8, -0.3, 1.5, 0.4];

/// The step's number, two real pictures and three noises.
type Asked = (usize, [f64; 2], [f64; 3]);

/// Two steps, the second one later in the training.
const STEPS: [Asked; 2] = [
    (0, [0.9, -0.2], [1.0, -0.5, 2.0]),
    (3, [-0.6, 0.4], [-1.5, 0.25, 0.5]),
];

/// The learning rates of G and of D in a step.
fn rates(number: usize) -> [f64; 2] {
    [0.5, 0.3].map(|first| first / (number + 1) as f64)
}

impl Small {
    fn new() -> Self {
        let [w, b, a, c] = START;
        let layer = |mut layer: Linear, weight: f64, bias: f64| {
            layer.weight = Param::from_tensor(matrix([[weight]]));
            layer.bias = Some(Param::from_tensor(vector([bias])));
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
                generator: Trained::new(generator.train(), sgd(), Box::new(|step| rates(step)[0])),
                discriminator: Trained::new(
                    discriminator.train(),
                    sgd(),
                    Box::new(|step| rates(step)[1]),
                ),
            },
        }
    }

    fn step(&mut self, (number, real, noise): Asked) -> StepReport {
        let real = matrix(real.map(|pixel| [pixel])).autodiff();
        let noise = matrix(noise.map(|number| [number])).autodiff();
        self.gan.step(number, real, noise)
    }

    /// w, b, a, c.
    fn numbers(&self) -> [f64; 4] {
        let numbers = |layer: &Linear| {
            let bias = layer.bias.as_ref().expect("there is one");
            [layer.weight.val().into_scalar(), bias.val().into_scalar()]
        };
        let [w, b] = numbers(&self.gan.generator.module().output);
        let [a, c] = numbers(&self.gan.discriminator.module().layers[0]);
        [w, b, a, c]
    }
}

/// The step by hand: w, b, a, c after it.
fn by_hand([w, b, a, c]: [f64; 4], (number, real, noise): Asked) -> [f64; 4] {
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
    let [of_g, of_d] = rates(number);
    [w - of_g * dw, b - of_g * db, a - of_d * da, c - of_d * dc]
}

/// Checks some of w, b, a, c after each of two steps.
#[track_caller]
fn assert_moved(which: std::ops::Range<usize>, hint: &str) {
    let mut small = Small::new();
    for asked in STEPS {
        let expected = by_hand(small.numbers(), asked);
        small.step(asked);
        let hint = format!("step {}: {hint}", asked.0);
        assert_close(
            vector(&small.numbers()[which.clone()]),
            vector(&expected[which.clone()]),
            &hint,
        );
    }
}

#[test]
fn gan_step_moves_the_generator_by_its_own_loss() {
    assert_moved(
        0..2,
        "the generator goes first, down on equation (3) through the discriminator as it was before the step, \
         with the learning rate of the step's number",
    );
}

#[test]
fn gan_step_moves_the_discriminator_by_its_own_loss() {
    assert_moved(
        2..4,
        "the discriminator goes down on equation (2) alone, with the same fakes that the generator was \
         judged by, made before its update; nothing of the generator's loss reaches it. Its learning rate \
         is that of the step's number too",
    );
}

#[test]
fn gan_step_reports_both_losses_and_what_was_judged() {
    let report = Small::new().step(STEPS[0]);
    let part = |name: &str| {
        let part = report.parts.iter().find(|(known, _)| *known == name);
        let (_, numbers) = part.unwrap_or_else(|| panic!("there is no part {name}: use `report`"));
        let numbers: Vec<f64> = numbers.to_data().iter().collect();
        vector(numbers)
    };
    let hint = "give `report` the losses of the two steps, generator first, and the logits of real pictures \
                and of fakes, in this order";
    let fakes = [0.748_979_3, 0.376_002_2, 0.844_563_8];
    assert_close(part("d_real"), vector([0.851_952_8, 0.524_979_2]), hint);
    assert_close(part("d_fake"), vector(fakes), hint);
    assert_close(part("g_loss"), vector([0.478_713_1]), hint);
    assert_close(part("d_loss"), vector([1.640_759_7]), hint);
}
