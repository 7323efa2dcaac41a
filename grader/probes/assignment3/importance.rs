//! What is asked of `assignment3/src/importance.rs` with inputs that nobody has seen.

use assignment3::importance::bound;
use assignment3::vae::{Plan, Vae};
use burn::module::Param;
use burn::nn::Linear;
use probe::Case;

/// a3.importance.bound
pub fn importance_bound(case: &mut Case) {
    let [samples, batch, pixels] = case.sizes([2..=6, 2..=4, 3..=7]);
    let [hidden, latent] = case.sizes([4..=7, 2..=4]);
    let plan = Plan {
        image: [1, 1, pixels],
        hidden,
        latent,
        is_convolutional: false,
        is_gaussian: false,
    };
    let mut vae = Vae::new(&plan, case.device());
    let (encoder, decoder) = (&mut vae.encoder, &mut vae.decoder);
    for layer in [
        &mut encoder.hidden,
        &mut encoder.mean,
        &mut encoder.log_deviation,
        &mut decoder.hidden,
        &mut decoder.output,
    ] {
        draw(case, layer);
    }
    let pictures = case.between("pictures", [batch, pixels], 0.0..1.0);
    let noise = case.normal("noise", [samples, batch, latent]);
    let given = bound(&vae, pictures.clone(), noise.clone());
    case.give("bounds", given);
    // A decoder that is sure of something else: all weights are exp(-1000) and less.
    let output = &mut vae.decoder.output;
    output.weight = Param::from_tensor(output.weight.val() * 3000.0);
    case.give("bounds of unlikely pictures", bound(&vae, pictures, noise));
}

fn draw(case: &mut Case, layer: &mut Linear) {
    let [from, to] = layer.weight.dims();
    let deviation = 1.0 / (from as f64).sqrt();
    layer.weight = Param::from_tensor(case.spread("weight", [from, to], deviation));
    layer.bias = Some(Param::from_tensor(case.spread("bias", [to], 0.3)));
}
