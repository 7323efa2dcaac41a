//! The convolutional networks: their parameters, what they make of every image here, the same in Burn's own layers
//! and by both kernels, and that they learn. All in f64: the device is configured before its first tensor.

use assignment2::staff::network::{Architecture, Network, Plan};
use assignment2::staff::summary::{Layers, Summary};
use assignment2::vgg::Vgg;
use burn::module::{Module, ModuleVisitor, Param};
use burn::nn::conv::Conv2dConfig;
use burn::nn::loss::CrossEntropyLossConfig;
use burn::nn::pool::MaxPool2dConfig;
use burn::nn::{LinearConfig, PaddingConfig2d};
use burn::tensor::{Device, Gradients, Int, Tensor, activation};
use clap::ValueEnum;
use common::by_hand::Streams;
use common::data::Dataset;
use common::gradcheck::use_f64;
use common::layers::{Conv2d, MaxPool2d};
use common::learner::Step;
use common::ops::{Kernels, Window};
use common::trained::{Trained, parameters};
use common::{optimizers, random};
use std::sync::OnceLock;

fn device() -> Device {
    static DEVICE: OnceLock<Device> = OnceLock::new();
    let device = DEVICE.get_or_init(|| {
        let mut device = Device::flex();
        use_f64(&mut device);
        device
    });
    device.clone()
}

fn normal<const D: usize>(name: &str, shape: [usize; D]) -> Tensor<D> {
    let mut stream = Streams::new(42).stream(name);
    stream.normal_tensor(shape, 1.0, &device())
}

fn plan(architecture: Architecture, image: [usize; 3], classes: usize) -> Plan {
    Plan {
        architecture,
        image,
        classes,
        dropout: 0.0,
    }
}

/// The network with its first weights, ready to be trained.
fn network(plan: &Plan) -> Network {
    let device = device();
    let stream = Streams::new(42).stream("weights");
    random::initialize(stream, &device, |device| plan.network(device))
}

const ALL: &[Architecture] = &[
    Architecture::Vgg,
    Architecture::Lenet,
    Architecture::Resnet,
    Architecture::Inception,
];

/// The sets of images, each with its shape and classes.
fn images() -> impl Iterator<Item = (Dataset, [usize; 3], usize)> {
    Dataset::names().filter_map(|name| {
        let set: Dataset = name.parse().unwrap();
        let (image, classes) = set.image()?;
        Some((set, image, classes))
    })
}

#[test]
fn parameters_are_those_of_the_sheet_and_of_the_sources() {
    let count = |architecture, image, classes| {
        let network = network(&plan(architecture, image, classes));
        let norms = Summary::of(&network, image, 1);
        let of_norms: usize = norms.rows.iter().map(|row| row.of_norm).sum();
        (parameters(&network), of_norms)
    };
    let cifar = [3, 32, 32];
    let (vgg, affine) = count(Architecture::Vgg, cifar, 10);
    assert_eq!((vgg, vgg - affine), (9_231_114, 9_225_610));
    assert_eq!(count(Architecture::Resnet, cifar, 10), (6_573_130, 4_480));
    assert_eq!(count(Architecture::Inception, cifar, 10).0, 260_650);
    // 25 · 32 + 32, 25 · 32 · 64 + 64, 64 · 7 · 7 · 128 + 128, 128 · 10 + 10.
    assert_eq!(count(Architecture::Lenet, [1, 28, 28], 10), (454_922, 0));
}

#[test]
fn a_summary_says_what_a_forward_pass_does() {
    assert_eq!(images().count(), 6);
    for (set, image, classes) in images() {
        for &architecture in ALL {
            let of = format!("{architecture:?} on {set}");
            let plan = plan(architecture, image, classes);
            plan.check().unwrap();
            let network = network(&plan).valid();
            let summary = Summary::of(&network, image, 2);
            let [channels, height, width] = image;
            let features = network.features(Tensor::zeros([2, channels, height, width], &device()));
            let last = summary.rows.iter().rev().find(|row| row.output.len() == 3);
            assert_eq!(last.unwrap().output, features.dims()[1..], "{of}");
            let logits = network.classify(features);
            let last = summary.rows.last().unwrap();
            assert_eq!(last.output, logits.dims()[1..], "{of}");
            assert_eq!(logits.dims(), [2, classes], "{of}");
            assert_eq!(
                summary.parameters(),
                parameters(&network.clone().train()),
                "{of}"
            );
            let weights = network
                .convolutions()
                .into_iter()
                .map(|layer| layer.weight.dims());
            let rows = summary.rows.iter().filter_map(|row| row.weight.clone());
            let rows = rows.filter(|weight| weight.len() == 4);
            let weights: Vec<_> = weights.map(|weight| weight.to_vec()).collect();
            assert_eq!(rows.collect::<Vec<_>>(), weights, "{of}");
        }
    }
}

#[test]
fn layers_of_a_summary_have_the_shapes_that_they_leave() {
    let input = normal("input", [1, 2, 9, 6]);
    for (size, padding, stride) in [(3, 1, 1), (3, 1, 2), (5, 2, 1), (1, 0, 2), (3, 0, 3)] {
        let window = Window::padded(padding).every(stride);
        let layer = Conv2d::new([4, 2, size, size], window, &device());
        let pool = MaxPool2d::new(size, window);
        let mut layers = Layers::from(&[2, 9, 6]);
        layers.conv("conv", &layer);
        assert_eq!(layers.shape, layer.forward(input.clone()).dims()[1..]);
        let mut layers = Layers::from(&[2, 9, 6]);
        layers.pool("pool", &pool);
        assert_eq!(layers.shape, pool.forward(input.clone()).dims()[1..]);
    }
    // As of a multi-layer perceptron.
    let mut layers = Layers::from(&[2, 9, 6]);
    layers.linear("linear", &LinearConfig::new(108, 20).init(&device()), true);
    let row = &layers.rows[0];
    assert_eq!(
        (row.parameters, row.multiply_adds, row.activations),
        (2_180, 2_160, 40)
    );
}

#[test]
fn the_costs_of_vgg_are_those_counted_by_hand() {
    let network = plan(Architecture::Vgg, [3, 32, 32], 10).network(&device());
    let summary = Summary::of(&network, [3, 32, 32], 32);
    assert_eq!(summary.multiply_adds(), 152_769_536);
    let first = &summary.rows[0];
    assert_eq!(
        (first.parameters, first.of_norm, first.multiply_adds),
        (1_792, 128, 1_769_472)
    );
    // What convolution, normalisation and ReLU leave of a batch, three tensors of 64 maps.
    assert_eq!(first.activations, 3 * 64 * 32 * 32);
    let table = summary.table();
    let lines: Vec<&[String]> = table.lines().collect();
    assert_eq!(
        lines[1],
        [
            "stage 1 conv 1",
            "32x3x32x32",
            "32x64x32x32",
            "32x64x32x32",
            "64x3x3x3",
            "1,792 + 128",
            "1,769,472",
            "25.2 MB"
        ]
    );
    assert_eq!(lines.len(), 1 + 8 + 5 + 1 + 1);
    assert_eq!(lines[15][5..], ["9,231,114", "152,769,536", "62.2 MB"]);
}

#[test]
fn images_that_pools_leave_nothing_of_are_refused_with_the_networks_that_take_them() {
    let check = |architecture, side| plan(architecture, [1, side, 9], 2).check();
    for (architecture, least) in [(Architecture::Resnet, 8), (Architecture::Lenet, 4)] {
        check(architecture, least).unwrap();
        let error = check(architecture, least - 1).unwrap_err();
        let text = error.to_string();
        assert_eq!(error.exit_code(), 2);
        assert!(text.contains("--arch vgg, "), "{text}");
        assert!(text.ends_with("--arch inception."), "{text}");
    }
    check(Architecture::Vgg, 1).unwrap();
    assert_eq!(Architecture::value_variants(), ALL);
}

/// The gradients of all parameters, in the order of the fields.
struct Collector<'a>(&'a Gradients, Vec<Tensor<1>>);

impl ModuleVisitor for Collector<'_> {
    fn visit_float<const D: usize>(&mut self, parameter: &Param<Tensor<D>>) {
        if parameter.is_require_grad() {
            let gradient = parameter.val().grad(self.0);
            let gradient = gradient.expect("every parameter is in the loss");
            self.1.push(gradient.reshape([-1]));
        }
    }
}

/// The logits of a batch, and all gradients of a loss that weighs each logit otherwise.
fn judged(network: &Network, images: Tensor<4>) -> Vec<Tensor<1>> {
    let logits = network.forward(images.autodiff());
    let weights = normal("weights of the logits", logits.dims());
    let gradients = (logits.clone() * weights).sum().backward();
    let mut collector = Collector(&gradients, Vec::new());
    network.visit(&mut collector);
    let logits = logits.without_autodiff().flatten(0, 1);
    [vec![logits], collector.1].concat()
}

#[track_caller]
fn assert_same(ours: &[Tensor<1>], theirs: &[Tensor<1>]) {
    assert_eq!(ours.len(), theirs.len());
    for (number, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        let [apart, largest] = [ours.clone() - theirs.clone(), theirs.clone()]
            .map(|it| it.abs().max().into_scalar::<f64>());
        // Gradients of biases in front of a normalisation are zero but for rounding.
        assert!(
            apart <= 1e-9 * largest.max(1.0),
            "number {number}: {apart:e}"
        );
    }
}

#[test]
fn both_kernels_train_every_network_alike() {
    for &architecture in ALL {
        let image = [3, 16, 16];
        let network = network(&plan(architecture, image, 4));
        let images = normal("images", [3, 3, 16, 16]);
        let [fast, burn] = [Kernels::Fast, Kernels::Burn].map(|kernels| {
            let network = network.clone().with(kernels);
            let mut chosen = network.convolutions().into_iter();
            assert!(chosen.all(|layer| layer.window.kernels == kernels));
            judged(&network, images.clone())
        });
        assert_same(&fast, &burn);
    }
}

#[test]
fn vgg_is_the_network_that_burns_own_layers_make() {
    let stages: &[&[usize]] = &[&[4], &[6, 5], &[3, 3]];
    let stream = Streams::new(42).stream("weights");
    let vgg: Vgg = random::initialize(stream, &device(), |device| {
        Vgg::of(stages, [2, 12, 9], 7, device)
    });
    let images = normal("images", [3, 2, 12, 9]).autodiff();
    let logits = vgg.classify(vgg.features(images.clone()));
    let gradients = logits.clone().square().sum().backward();
    let pool = MaxPool2dConfig::new([3, 3]).with_strides([2, 2]);
    let pool = pool
        .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
        .init();
    let (mut maps, mut convolutions) = (images, Vec::new());
    for stage in &vgg.stages {
        for layer in stage {
            let [out, from, ..] = layer.convolution.weight.dims();
            let convolution = Conv2dConfig::new([from, out], [3, 3]);
            let convolution = convolution.with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1));
            let mut convolution = convolution.init(&device());
            // Leaves of their own, with the same values.
            let own = layer.convolution.weight.val().without_autodiff();
            convolution.weight = Param::from_tensor(own.autodiff().require_grad());
            let own = layer.convolution.bias.as_ref().unwrap().val();
            let own = own.without_autodiff().autodiff().require_grad();
            convolution.bias = Some(Param::from_tensor(own));
            let normed = layer.norm.forward(convolution.forward(maps));
            maps = activation::relu(normed);
            convolutions.push(convolution);
        }
        maps = pool.forward(maps);
    }
    let burns = vgg.linear.forward(maps.flatten(1, 3));
    let of_burns = burns.clone().square().sum().backward();
    let [ours, theirs] = [logits, burns].map(|it| it.without_autodiff().flatten(0, 1));
    let (mut ours, mut theirs) = (vec![ours], vec![theirs]);
    for (layer, convolution) in vgg.stages.iter().flatten().zip(&convolutions) {
        let gradient = layer.convolution.weight.val().grad(&gradients).unwrap();
        ours.push(gradient.reshape([-1]));
        let gradient = convolution.weight.val().grad(&of_burns).unwrap();
        theirs.push(gradient.reshape([-1]));
    }
    assert_same(&ours, &theirs);
}

#[test]
fn every_network_learns_a_batch_by_heart() {
    for &architecture in ALL {
        let network = network(&plan(architecture, [1, 8, 8], 4));
        let images = normal("images", [8, 1, 8, 8]).autodiff();
        let labels = Tensor::<1, Int>::from_data([0, 1, 2, 3, 3, 2, 1, 0], &device());
        let optimizer = optimizers::adam(0.9);
        let mut trained = Trained::new(network, optimizer, Box::new(|_| 1e-3));
        let mut losses = Vec::new();
        for number in 0..40 {
            let logits = trained.module().forward(images.clone());
            let cross_entropy = CrossEntropyLossConfig::new().init(&logits.device());
            let loss = cross_entropy.forward(logits, labels.clone().autodiff());
            let report = trained.step(number, Step::of(loss));
            losses.push(report.loss.into_scalar::<f64>());
        }
        let (first, last) = (losses[0], losses[39]);
        assert!(
            first > 0.5 && last < 0.05,
            "{architecture:?}: {first} to {last}"
        );
    }
}
