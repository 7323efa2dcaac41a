//! What there is to see of a variational autoencoder at one moment.

use crate::staff::vae_views::{images, manifold};
use crate::vae::{Posterior, Vae};
use burn::tensor::Tensor;
use common::data::Batch;
use common::demo::{Cause, Frame};
use common::figures::{Example, Pictures, Plot};

/// Pictures along each side of the plane.
const SIDE: usize = 10;
/// The panel of the codes.
pub const CODES: usize = 1;
/// What the plot of the codes covers, in both directions.
const AREA: (f64, f64) = (-4.0, 4.0);
/// Pictures that are made again.
const SHOWN: usize = 5;
/// A code that costs less than this has nothing of the picture.
const NOTHING: f64 = 0.05;

/// A network, pictures and their codes.
pub struct Seen<'a> {
    vae: Vae,
    batch: &'a Batch<2>,
    noise: &'a Tensor<2>,
    posterior: Posterior,
}

impl<'a> Seen<'a> {
    /// Of a network in evaluation mode, and pictures with the noise of their codes.
    pub fn of(vae: Vae, (batch, noise): (&'a Batch<2>, &'a Tensor<2>)) -> Self {
        let posterior = vae.encoder.forward(batch.inputs.clone());
        Self {
            vae,
            batch,
            noise,
            posterior,
        }
    }

    /// The KL of each of the two dimensions, mean over the pictures.
    fn kl(&self) -> [f64; 2] {
        let means = self.posterior.clone().kl().mean_dim(0).into_data();
        let means: Vec<f64> = means.iter().collect();
        [means[0], means[1]]
    }

    /// Minus the bound, its two terms, and the KL of each dimension.
    pub fn numbers(&self) -> Vec<(&'static str, f64)> {
        let codes = self.posterior.clone().sample(self.noise.clone());
        let logits = self.vae.decoder.forward(codes);
        let likelihood = self.vae.log_likelihood(logits, self.batch.inputs.clone());
        let reconstruction = -likelihood.mean().into_scalar::<f64>();
        let [first, second] = self.kl();
        vec![
            ("loss", reconstruction + first + second),
            ("reconstruction", reconstruction),
            ("kl", first + second),
            ("kl_of_1", first),
            ("kl_of_2", second),
        ]
    }

    /// The plane, the codes of pictures in it, pictures made again, and the picture of one code.
    pub fn frame(&self, ((x, y), beta): ((f64, f64), f64), classes: &[String]) -> Frame {
        let plane = manifold(&self.vae, SIDE);
        let means = self.posterior.mean.to_data();
        let means: Vec<f64> = means.iter().collect();
        let labels = self.batch.labels.to_data();
        let places = means.chunks(2).zip(labels.iter::<i64>());
        let places = places.map(|(mean, label)| Example::at((mean[0], mean[1]), label as usize));
        let codes = Plot::new("Codes of test pictures")
            .note("the mean of each; the ring is the code whose picture is shown")
            .x("z₁")
            .y("z₂")
            .scatter(&places.collect::<Vec<_>>(), classes)
            .path("shown", [(x, y)])
            .area(AREA, AREA);
        let device = self.posterior.mean.device();
        let code = Tensor::from_data([[x, y]], &device);
        let [channels, height, width] = self.vae.image;
        let pictures = self.batch.inputs.clone().narrow(0, 0, SHOWN);
        let pictures = pictures.reshape([SHOWN, channels, height, width]);
        let again = self.posterior.mean.clone().narrow(0, 0, SHOWN);
        let made = Pictures::rows("Test pictures, made again")
            .row("picture", &pictures)
            .row("from its code", &images(&self.vae, again))
            .row("at the ring", &images(&self.vae, code));
        let kl = self.kl();
        let cost = kl[0] + kl[1];
        let collapsed = format!(
            "Collapsed, or not begun: a code costs {cost:.2} nats, and the whole plane is one picture."
        );
        let one = kl[0].min(kl[1]) < NOTHING && cost >= NOTHING;
        let used = if kl[0] > kl[1] { 1 } else { 2 };
        let line = format!(
            "Only z{} says anything of the picture: the plane is a line.",
            ["₁", "₂"][used - 1]
        );
        let spread = self.spread();
        let far = format!(
            "The codes spread {spread:.1} times as far as the prior: draws from it miss most of them."
        );
        Frame::new()
            .panel(plane)
            .panel(codes)
            .panel(made)
            .remark_if(cost < NOTHING, Cause::Collapsed, collapsed)
            .remark_if(one, Cause::Collapsed, line)
            .remark_if(beta < 0.5 && spread > 2.0, Cause::Note, far)
    }

    /// The standard deviation of all codes, of which the prior's is 1.
    fn spread(&self) -> f64 {
        let codes = self.posterior.clone().sample(self.noise.clone());
        codes.var(0).mean().sqrt().into_scalar()
    }
}
