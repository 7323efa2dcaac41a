//! Variational autoencoders beyond their exercises, in f64: gradients against central differences, what reaches
//! which network, the KL against draws, and the order of the bounds.

use assignment3::conv_vae::{Down, Up};
use assignment3::importance::bound;
use assignment3::likelihood::{bernoulli, gaussian};
use assignment3::vae::{Plan, Posterior, Vae};
use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::tensor::Tensor;
use common::by_hand::{Device, Streams};
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

/// The largest relative error of a gradient that is right; a wrong one is 1e-3 or more off.
const BOUND: f64 = 1e-6;

fn normal<const D: usize>(name: &str, shape: [usize; D]) -> Tensor<D> {
    let mut stream = Streams::new(42).stream(name);
    stream.normal_tensor(shape, 1.0, &DEVICE)
}

/// Numbers from 0 to 1.
fn pictures(shape: [usize; 2]) -> Tensor<2> {
    let mut stream = Streams::new(42).stream("pictures");
    stream.uniform_tensor(shape, 0.5, &DEVICE) + 0.5
}

#[track_caller]
fn assert_right<const D: usize>(name: &str, [analytic, numeric]: [&Tensor<D>; 2]) {
    let error = relative_error(analytic, numeric);
    let place = largest_difference(analytic, numeric, &analytic.dims());
    assert!(
        error <= BOUND,
        "{name}, {place}\noff by {error:.1e} (relative)"
    );
}

/// The gradient that autodiff gives for a tensor, beside central differences.
#[track_caller]
fn check<const D: usize>(name: &str, at: Tensor<D>, of: impl Fn(Tensor<D>) -> Tensor<1>) {
    let tracked = at.clone().autodiff().require_grad();
    let gradients = of(tracked.clone()).backward();
    let analytic = tracked.grad(&gradients).expect("a gradient reaches it");
    let numeric = numeric_gradient(&at, |at| of(at).into_scalar());
    assert_right(name, [&analytic, &numeric]);
}

fn plan(is_convolutional: bool, is_gaussian: bool) -> Plan {
    Plan {
        image: [1, 4, 4],
        hidden: 6,
        latent: 3,
        is_convolutional,
        is_gaussian,
    }
}

fn vae(plan: &Plan) -> Vae {
    let _ = &*DEVICE;
    let stream = Streams::new(7).stream("weights");
    random::initialize(stream, &DEVICE, |device| Vae::new(plan, device))
}

fn posterior() -> Posterior {
    Posterior {
        mean: normal("mean", [4, 3]),
        log_deviation: normal("log deviation", [4, 3]),
    }
}

#[test]
fn gradients_of_the_draw_and_of_the_kl_match_central_differences() {
    let (noise, weights) = (normal("noise", [4, 3]), normal("weights", [4, 3]));
    let drawn = |it: Posterior| (it.sample(noise.clone()) * weights.clone()).sum();
    let kl = |it: Posterior| (it.kl() * weights.clone()).sum();
    let functions: [(&str, &dyn Fn(Posterior) -> Tensor<1>); 2] = [("draw", &drawn), ("KL", &kl)];
    for (name, function) in functions {
        let Posterior {
            mean,
            log_deviation,
        } = posterior();
        check(&format!("{name}, mean"), mean.clone(), |mean| {
            let log_deviation = log_deviation.clone();
            function(Posterior {
                mean,
                log_deviation,
            })
        });
        let at = log_deviation.clone();
        check(&format!("{name}, log deviation"), at, |log_deviation| {
            let mean = mean.clone();
            function(Posterior {
                mean,
                log_deviation,
            })
        });
    }
}

#[test]
fn gradients_of_the_likelihoods_match_central_differences() {
    let (pictures, weights) = (pictures([3, 5]), normal("weights", [3]));
    check("logits", normal("logits", [3, 5]), |logits| {
        (bernoulli(logits, pictures.clone()) * weights.clone()).sum()
    });
    let means = pictures.clone().flip([0]);
    let deviation = Tensor::<1>::from_data([-0.7], &*DEVICE);
    check("means", means.clone(), |means| {
        (gaussian(means, deviation.clone(), pictures.clone()) * weights.clone()).sum()
    });
    check("log deviation", deviation.clone(), |deviation| {
        (gaussian(means.clone(), deviation, pictures.clone()) * weights.clone()).sum()
    });
}

#[test]
fn the_gradient_of_the_loss_matches_central_differences_in_both_networks() {
    let (pictures, noise) = (pictures([3, 16]), normal("noise", [3, 3]));
    type Chosen = fn(&mut Vae) -> &mut Linear;
    let layers: [(&str, Chosen); 5] = [
        ("encoder, hidden", |vae| &mut vae.encoder.hidden),
        ("encoder, mean", |vae| &mut vae.encoder.mean),
        ("encoder, deviation", |vae| &mut vae.encoder.log_deviation),
        ("decoder, hidden", |vae| &mut vae.decoder.hidden),
        ("decoder, output", |vae| &mut vae.decoder.output),
    ];
    for (is_convolutional, is_gaussian) in [(false, false), (true, true)] {
        let plan = plan(is_convolutional, is_gaussian);
        let vae = vae(&plan);
        for (name, layer) in layers {
            let gradients = {
                let step = vae.loss(pictures.clone().autodiff(), noise.clone().autodiff(), 1.7);
                step.loss.backward()
            };
            let own = layer(&mut vae.clone()).bias.clone().expect("there is one");
            let analytic = own.val().grad(&gradients).expect("a gradient reaches it");
            let plain = vae.valid();
            let numeric = numeric_gradient(&own.val().without_autodiff(), |bias| {
                let mut vae = plain.clone();
                layer(&mut vae).bias = Some(Param::from_tensor(bias));
                let step = vae.loss(pictures.clone(), noise.clone(), 1.7);
                step.loss.into_scalar()
            });
            assert_right(name, [&analytic, &numeric]);
        }
    }
}

#[test]
fn gradients_of_the_convolutions_match_central_differences() {
    let image = [2, 4, 8];
    let down = Down::new(image, &DEVICE);
    let weights = normal("weights of the features", [2, down.features()]);
    check("pictures", normal("pictures", [2, 64]), |pictures| {
        (down.forward(pictures) * weights.clone()).sum()
    });
    let up = Up::new(image, &DEVICE);
    let weights = normal("weights of the logits", [2, 64]);
    check("rows", normal("rows", [2, down.features()]), |rows| {
        (up.forward(rows) * weights.clone()).sum()
    });
}

#[test]
fn the_decoder_has_no_gradient_of_the_kl_and_the_encoder_has_one_of_the_likelihood() {
    let vae = vae(&plan(false, false));
    let pictures = pictures([3, 16]).autodiff();
    let posterior = vae.encoder.forward(pictures.clone());
    let gradients = posterior.clone().kl().sum().backward();
    let reaches = |layer: &Linear, gradients: &_| layer.weight.val().grad(gradients).is_some();
    assert!(reaches(&vae.encoder.mean, &gradients));
    assert!(!reaches(&vae.decoder.output, &gradients));
    let posterior = vae.encoder.forward(pictures.clone());
    let logits = vae
        .decoder
        .forward(posterior.sample(normal("noise", [3, 3]).autodiff()));
    let gradients = vae.log_likelihood(logits, pictures).sum().backward();
    for layer in [
        &vae.encoder.hidden,
        &vae.encoder.mean,
        &vae.encoder.log_deviation,
        &vae.decoder.output,
    ] {
        assert!(reaches(layer, &gradients));
    }
}

/// The mean of log q(z | x) - log p(z) over draws from q is the KL.
#[test]
fn the_kl_is_the_mean_over_many_draws() {
    const DRAWS: usize = 40_000;
    let [m, s] = [0.8_f64, -0.4];
    let row = |number: f64| Tensor::<2>::full([DRAWS, 1], number, &*DEVICE);
    let posterior = Posterior {
        mean: row(m),
        log_deviation: row(s),
    };
    let noise = normal("noise", [DRAWS, 1]);
    let codes = posterior.clone().sample(noise.clone());
    // The factors of 2π are the same.
    let terms = codes.square() * 0.5 - noise.square() * 0.5 - s;
    let drawn: f64 = terms.mean().into_scalar();
    let exact: f64 = posterior.kl().mean().into_scalar();
    assert!((drawn - exact).abs() < 0.02, "{drawn}, {exact}");
}

#[test]
fn more_draws_make_a_better_bound() {
    let vae = vae(&plan(false, false)).valid();
    let pictures = pictures([200, 16]);
    let mean = |draws: usize| -> f64 {
        let noise = normal(&format!("noise of {draws}"), [draws, 200, 3]);
        bound(&vae, pictures.clone(), noise).mean().into_scalar()
    };
    let means = [1, 5, 50].map(mean);
    assert!(means.is_sorted(), "{means:?}");
    // One draw is on average the bound with the exact KL.
    let noise = normal("noise of the loss", [200, 3]);
    let loss: f64 = vae.loss(pictures, noise, 1.0).loss.into_scalar();
    assert!((means[0] + loss).abs() < 0.1, "{}, {loss}", means[0]);
}

#[test]
fn the_sizes_of_pytorch_s_example_have_its_number_of_parameters() {
    let plan = Plan {
        image: [1, 28, 28],
        hidden: 400,
        latent: 20,
        is_convolutional: false,
        is_gaussian: false,
    };
    assert_eq!(parameters(&vae(&plan)), 652_824);
    let gaussian = Plan {
        is_gaussian: true,
        ..plan
    };
    assert_eq!(parameters(&vae(&gaussian)), 652_825);
}
