//! Generative adversarial networks: a forger and a judge who learn from each other.
//!
//! The generator G makes a picture from noise z. The discriminator D says with what probability a picture
//! is a real one. D is trained to tell the two apart, G to be taken for real:
//!
//! min over G, max over D of V = E over x of log D(x) + E over z of log(1 - D(G(z)))   (1)
//!
//! So D goes down on
//!
//! L_D = -E log D(x) - E log(1 - D(G(z)))   (2)
//!
//! and G should go down on E log(1 - D(G(z))). Early on, D rejects every forgery; D(G(z)) is then near 0,
//! where that term is flat and teaches nothing. G goes down on a loss with the same fixed point and a
//! steep slope there instead, the *non-saturating* one:
//!
//! L_G = -E log D(G(z))   (3)
//!
//! With logits s, D = σ(s), and -log σ(s) is the binary cross-entropy of s for the target 1, -log(1 - σ(s))
//! that for the target 0. One step of the alternation is algorithm 1 of the paper with k = 1, but for what the
//! course's sheet does otherwise: the generator goes first, one x̃ serves both updates (the paper draws noise
//! anew for each), and both take steps of Adam. From a batch of pictures x and of noise z:
//!
//! 1. x̃ = G(z); update G by ∂L_G/∂θ_G, through D, whose own parameters stay
//! 2. update D by ∂L_D/∂θ_D from x and the same x̃, which is now no more than a picture: no gradient goes
//!    back to G
//!
//! | symbol | code | shape |
//! |---|---|---|
//! | z | `noise` | `[batch, latent]`, normal |
//! | x, x̃ | `real`, `fake` | `[batch, pixels]`, from -1 to 1 |
//! | s | `forward` of the discriminator | `[batch, 1]` |
//!
//! Sources: Goodfellow et al., *Generative adversarial nets* (2014), equation 1, algorithm 1 and section 3
//! for (3). The layers are those of the course's template: leaky ReLU with slope 0.2, batch normalisation
//! from the second hidden layer on in G, tanh at its end.
//!
//! Read next: `gan_losses.rs`.

use burn::module::Module;
use burn::nn::{BatchNorm, BatchNormConfig, Linear, LinearConfig};
use burn::tensor::{Device, Tensor, activation, assert_shape};
use common::learner::{Step, StepReport};
use common::loss::binary_cross_entropy;
use common::trained::Trained;

/// The slope of leaky ReLU for negative inputs.
const SLOPE: f64 = 0.2;

/// G: from noise to pictures.
#[derive(Module, Debug)]
pub struct Generator {
    /// The hidden layers, from the noise on.
    pub hidden: Vec<Linear>,
    /// Batch normalisation of every hidden layer but the first.
    pub norms: Vec<BatchNorm>,
    /// The layer whose outputs are pixels.
    pub output: Linear,
}

impl Generator {
    /// A generator with these sizes, from the noise to the last hidden layer: the sheet's are 100, 128,
    /// 256, 512, 1024.
    pub fn new(sizes: &[usize], pixels: usize, device: &Device) -> Self {
        let last = *sizes.last().expect("the noise has a size");
        let pairs = sizes.windows(2);
        let widths = sizes.iter().skip(2);
        Self {
            hidden: pairs
                .map(|of| LinearConfig::new(of[0], of[1]).init(device))
                .collect(),
            norms: widths
                .map(|&of| BatchNormConfig::new(of).init(device))
                .collect(),
            output: LinearConfig::new(last, pixels).init(device),
        }
    }

    /// **Exercise a3.gan.generator** (3 points): every hidden layer is affine, then normalised (all but
    /// the first), then leaky ReLU; the output layer is affine, then tanh.
    ///
    /// # Shapes
    /// - noise: `[batch, latent]`
    /// - output: `[batch, pixels]`, from -1 to 1
    pub fn forward(&self, noise: Tensor<2>) -> Tensor<2> {
        let first = self.hidden.first().unwrap_or(&self.output);
        assert_shape!(noise, [_, first.weight.dims()[0]]);
        let mut hidden = noise;
        for (number, layer) in self.hidden.iter().enumerate() {
            hidden = layer.forward(hidden); // [batch, size of the layer]
            if number > 0 {
                hidden = self.norms[number - 1].forward(hidden);
            }
            hidden = activation::leaky_relu(hidden, SLOPE);
        }
        self.output.forward(hidden).tanh() // [batch, pixels]
    }
}

/// D: from pictures to the logit of being real.
#[derive(Module, Debug)]
pub struct Discriminator {
    /// The layers; the last one has a single output.
    pub layers: Vec<Linear>,
}

impl Discriminator {
    /// A discriminator with these sizes, from the pixels to the last hidden layer: the sheet's are 784,
    /// 512, 256.
    pub fn new(sizes: &[usize], device: &Device) -> Self {
        let ends = sizes.iter().skip(1).chain(&[1]);
        let pairs = sizes.iter().zip(ends);
        Self {
            layers: pairs
                .map(|(&from, &to)| LinearConfig::new(from, to).init(device))
                .collect(),
        }
    }

    /// **Exercise a3.gan.discriminator** (2 points): affine layers with leaky ReLU between them. What comes
    /// out are logits: the sigmoid is in the loss.
    ///
    /// # Shapes
    /// - pictures: `[batch, pixels]`
    /// - output: `[batch, 1]`
    pub fn forward(&self, pictures: Tensor<2>) -> Tensor<2> {
        assert_shape!(pictures, [_, self.layers[0].weight.dims()[0]]);
        let last = self.layers.len() - 1;
        let mut hidden = pictures;
        for layer in &self.layers[..last] {
            hidden = activation::leaky_relu(layer.forward(hidden), SLOPE);
        }
        self.layers[last].forward(hidden) // [batch, 1]
    }
}

/// **Exercise a3.gan.discriminator_loss** (3 points): equation (2), from the logits of real pictures and of
/// fakes, `[batch, 1]` each; the means over the two batches are added.
pub fn discriminator_loss(of_real: Tensor<2>, of_fake: Tensor<2>) -> Tensor<1> {
    let (ones, zeros) = (of_real.ones_like(), of_fake.zeros_like());
    binary_cross_entropy(of_real, ones) + binary_cross_entropy(of_fake, zeros)
}

/// **Exercise a3.gan.generator_loss** (2 points): equation (3), from the logits of fakes, `[batch, 1]`.
pub fn generator_loss(of_fake: Tensor<2>) -> Tensor<1> {
    let ones = of_fake.ones_like();
    binary_cross_entropy(of_fake, ones)
}

/// The two, each with its own optimiser.
pub struct Gan {
    /// G and its optimiser.
    pub generator: Trained<Generator>,
    /// D and its optimiser.
    pub discriminator: Trained<Discriminator>,
}

impl Gan {
    /// **Exercise a3.gan.step** (6 points): one step of the alternation, in the order of 1 and 2 above: the generator's
    /// update uses the discriminator as it was.
    ///
    /// `self.generator.step(number, Step::of(loss))` takes the gradients of the generator alone out of the loss's graph,
    /// updates it, and uses the graph up; the fakes of the second loss are `detach`ed. It gives back a report, whose
    /// `loss` is for [`report`], which makes of the two losses and the logits what a run logs. `number` is passed on: a
    /// learning rate may follow from it.
    ///
    /// # Shapes
    /// - real: `[batch, pixels]`, without gradient
    /// - noise: `[batch, latent]`, without gradient
    pub fn step(&mut self, number: usize, real: Tensor<2>, noise: Tensor<2>) -> StepReport {
        let fake = self.generator.module().forward(noise);
        let judged = self.discriminator.module().forward(fake.clone());
        let loss = Step::of(generator_loss(judged));
        let generator = self.generator.step(number, loss);

        let discriminator = self.discriminator.module();
        let of_real = discriminator.forward(real);
        let of_fake = discriminator.forward(fake.detach());
        let loss = Step::of(discriminator_loss(of_real.clone(), of_fake.clone()));
        let discriminator = self.discriminator.step(number, loss);

        report([generator.loss, discriminator.loss], [of_real, of_fake])
    }
}

/// What a step says of itself: both losses, and D(x) and D(G(z)) of every picture of the batch.
///
/// # Shapes
/// - losses: L_G and L_D, `[1]`
/// - logits: of real pictures and of fakes, `[batch, 1]`
pub fn report([generator, discriminator]: [Tensor<1>; 2], logits: [Tensor<2>; 2]) -> StepReport {
    let [real, fake] =
        logits.map(|of| activation::sigmoid(of.without_autodiff()).squeeze_dim::<1>(1));
    StepReport::of(generator.clone() + discriminator.clone())
        .with("g_loss", generator)
        .with("d_loss", discriminator)
        .with("d_real", real)
        .with("d_fake", fake)
}
