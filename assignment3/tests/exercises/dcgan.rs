use crate::{assert_close, device, matrix, vector};
use assignment3::dcgan::{DcDiscriminator, DcGenerator};
use burn::module::Param;
use burn::nn::conv::ConvTranspose2dConfig;
use burn::nn::{BatchNorm, BatchNormConfig, Linear, LinearConfig};
use burn::tensor::{Tensor, TensorData};
use common::layers::Conv2d;
use common::ops::Window;

/// -0.5, -0.25, 0, 0.25, 0.5, -0.5, …, so many.
fn ramp(count: usize) -> TensorData {
    let values = (0..count).map(|place| ((place % 5) as f64 - 2.0) * 0.25);
    TensorData::new(values.collect::<Vec<_>>(), [count])
}

/// 0, 0.1, 0.2, …
fn rising(count: usize) -> Param<Tensor<1>> {
    let values: Vec<f64> = (0..count).map(|place| 0.1 * place as f64).collect();
    Param::from_tensor(vector(values))
}

fn linear([from, to]: [usize; 2]) -> Linear {
    let mut layer = LinearConfig::new(from, to).init(&device());
    let weight = Tensor::<1>::from_data(ramp(from * to), &device());
    layer.weight = Param::from_tensor(weight.reshape([from, to]));
    layer.bias = Some(rising(to));
    layer
}

fn filled(mut convolution: Conv2d) -> Conv2d {
    let shape = convolution.weight.dims();
    let weight = Tensor::<1>::from_data(ramp(shape.iter().product()), &device());
    convolution.weight = Param::from_tensor(weight.reshape(shape));
    convolution.bias = convolution.bias.map(|_| rising(shape[0]));
    convolution
}

/// As in an evaluation, normalisation k scales channel j by ±(1 + k / 2) + j / 4, with the signs in turn, and shifts
/// it by 0.5 - k j / 4.
fn scaled(mut norm: BatchNorm, k: f64) -> BatchNorm {
    let channels = norm.gamma.dims()[0];
    let signs = [1.0, -1.0].into_iter().cycle();
    let scale = signs
        .zip(0..channels)
        .map(|(sign, j)| sign * (1.0 + k / 2.0) + j as f64 / 4.0);
    norm.gamma = Param::from_tensor(vector(scale.collect::<Vec<_>>()));
    let shift = (0..channels).map(|j| 0.5 - k * j as f64 / 4.0);
    norm.beta = Param::from_tensor(vector(shift.collect::<Vec<_>>()));
    norm
}

/// From two numbers: a first map of `[2, rows, columns]`, and an image of one channel behind so many layers.
fn generator([rows, columns]: [usize; 2], count: usize) -> DcGenerator {
    let widths = &[2, 1, 1][..count + 1];
    let mut generator = DcGenerator::new([2, 2], [1, 8, 8], &device());
    generator.first = [2, rows, columns];
    generator.input = linear([2, 2 * rows * columns]);
    let norm = |(k, of): (f64, &usize)| scaled(BatchNormConfig::new(*of).init(&device()), k);
    generator.norms = [1.0, 2.0]
        .into_iter()
        .zip(&widths[..count])
        .map(norm)
        .collect();
    let layer = |ends: &[usize]| {
        let config = ConvTranspose2dConfig::new([ends[0], ends[1]], [4, 4]);
        let config = config.with_stride([2, 2]).with_padding([1, 1]);
        let mut layer = config.with_bias(false).init(&device());
        let weight = Tensor::<1>::from_data(ramp(16 * ends[0] * ends[1]), &device());
        layer.weight = Param::from_tensor(weight.reshape([ends[0], ends[1], 4, 4]));
        layer
    };
    generator.layers = widths.windows(2).map(layer).collect();
    generator.layers[count - 1].bias = Some(Param::from_tensor(vector([-0.3])));
    generator
}

const LAYERS: &str = "the noise becomes a map; every layer normalises first, then ReLU, then the transposed convolution, \
                      so that the pixels are not normalised; at the end tanh";

#[test]
fn dcgan_generator_of_one_layer() {
    let images = generator([1, 2], 1).forward(matrix([[1.0, -2.0], [0.5, 3.0]]));
    let expected = matrix([
        [-0.291_312_61, 0.528_092_90, -0.829_800_92, -0.631_404_52],
        [-0.291_312_61, 0.142_766_40, 0.528_092_90, -0.829_800_92],
        [-0.938_087_74, -0.713_239_84, -0.065_531_81, -0.291_312_61],
        [0.395_874_35, -0.938_087_74, -0.713_239_84, -0.291_312_61],
    ]);
    assert_close(images, expected.reshape([2, 1, 2, 4]), LAYERS);
}

#[test]
fn dcgan_generator_of_two_layers() {
    let images = generator([1, 1], 2).forward(matrix([[1.0, -2.0], [-0.5, 1.0]]));
    let expected = matrix([
        [-0.291_312_61, -0.049_958_37, -0.500_520_21, -0.401_134_28],
        [-0.291_312_61, -0.173_235_16, -0.049_958_37, -0.500_520_21],
        [-0.291_312_61, -0.291_312_61, -0.173_235_16, -0.049_958_37],
        [-0.291_312_61, -0.291_312_61, -0.291_312_61, -0.291_312_61],
        [-0.291_312_61, -0.262_459_87, -0.319_644_91, -0.305_546_39],
        [-0.567_446_42, -0.276_948_67, 0.074_859_69, -0.319_644_91],
        [-0.756_292_96, -0.567_446_42, -0.276_948_67, -0.262_459_87],
        [0.369_200_30, -0.756_292_96, -0.567_446_42, -0.291_312_61],
    ]);
    assert_close(images, expected.reshape([2, 1, 4, 4]), LAYERS);
}

fn discriminator() -> DcDiscriminator {
    let mut discriminator = DcDiscriminator::new(2, [1, 8, 8], &device());
    let window = Window::padded(1).every(2);
    let layer = |shape| filled(Conv2d::new(shape, window, &device()));
    discriminator.layers = vec![layer([2, 1, 4, 4]), layer([3, 2, 4, 4])];
    let norm = BatchNormConfig::new(3).init(&device());
    discriminator.norms = vec![scaled(norm, 1.0)];
    discriminator.output = linear([3, 1]);
    discriminator
}

/// Two images of 4x4 pixels.
fn images() -> Tensor<4> {
    let pixel = |place: usize| match place {
        0..16 => place as f64 / 8.0 - 1.0,
        place => ((place - 16) / 4 * 7 + place % 4 * 3) as f64 % 5.0 / 2.0 - 1.0,
    };
    let pixels: Vec<f64> = (0..32).map(pixel).collect();
    vector(pixels).reshape([2, 1, 4, 4])
}

#[test]
fn dcgan_discriminator_gives_logits() {
    let hint = "convolution, then normalisation (not of the first layer), then leaky ReLU with slope 0.2; the last maps as \
                a row through the linear layer, and no sigmoid";
    let expected = matrix([[0.052_386_14], [0.331_107_41]]);
    assert_close(discriminator().forward(images()), expected, hint);
}

#[test]
fn dcgan_discriminator_without_norms_does_not_normalise() {
    let hint =
        "`norms` may be empty: then there is a convolution and leaky ReLU, and nothing between";
    let expected = matrix([[-0.090_296_88], [0.042_562_5]]);
    assert_close(
        discriminator().without_norms().forward(images()),
        expected,
        hint,
    );
}
