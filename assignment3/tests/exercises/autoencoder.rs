use crate::layers::linear;
use crate::{assert_close, matrix, vector};
use assignment3::autoencoder::{Activation, Activations, Autoencoder, sparsity};
use common::by_hand::Tensor;

/// 3, 4, 2 and back.
fn network(activations: [Activation; 3]) -> Autoencoder {
    let [hidden, code, output] = activations;
    Autoencoder {
        encoder: vec![linear(3, 4), linear(4, 2)],
        decoder: vec![linear(2, 4), linear(4, 3)],
        activations: Activations {
            hidden,
            code,
            output,
        },
    }
}

use Activation::{Identity, Relu, Sigmoid};

fn inputs() -> Tensor<2> {
    matrix([[1.0, -2.0, 0.5], [-1.5, 0.25, 2.0], [0.0, 3.0, -1.0]])
}

#[test]
fn autoencoder_encode_has_nothing_behind_a_linear_code() {
    let hint = "the hidden activation stands behind every layer but the last; behind the last stands that of the code, \
                which is nothing here";
    let expected = matrix([[-0.11, 0.475], [-0.115, 0.0225], [0.02, -0.3]]);
    let network = network([Relu, Identity, Sigmoid]);
    assert_close(network.encode(inputs()), expected, hint);
}

#[test]
fn autoencoder_encode_has_the_code_s_activation_behind_the_last_layer() {
    let hint = "`self.activations.code` stands behind the last layer, a sigmoid here";
    let expected = matrix([
        [0.472_527_7, 0.616_566_5],
        [0.471_281_6, 0.505_624_8],
        [0.504_999_8, 0.425_557_5],
    ]);
    let relu = network([Relu, Sigmoid, Identity]);
    assert_close(relu.encode(inputs()), expected, hint);
    let hint = "`self.activations.hidden` stands behind the first, a sigmoid too";
    let expected = matrix([
        [0.473_387_8, 0.581_924_9],
        [0.421_134_1, 0.549_693_5],
        [0.469_63, 0.501_053_4],
    ]);
    let all = network([Sigmoid, Sigmoid, Identity]);
    assert_close(all.encode(inputs()), expected, hint);
}

#[test]
fn autoencoder_encode_of_a_single_layer_is_that_layer() {
    let network = Autoencoder {
        encoder: vec![linear(3, 2)],
        ..network([Relu, Identity, Identity])
    };
    let hint =
        "without hidden layers nothing stands behind the only layer but the code's activation";
    let expected = network.encoder[0].forward(inputs());
    assert_close(network.encode(inputs()), expected, hint);
}

fn codes() -> Tensor<2> {
    matrix([[2.0, -3.0], [-1.0, 0.5], [4.0, 1.0]])
}

#[test]
fn autoencoder_decode_has_nothing_behind_a_linear_output() {
    let hint = "the hidden activation behind every layer but the last; behind the last that of the output, which is \
                nothing here";
    let expected = matrix([
        [0.91, 0.01, -0.89],
        [-0.125, 0.09, -0.19],
        [0.81, -0.17, -1.15],
    ]);
    let network = network([Relu, Sigmoid, Identity]);
    assert_close(network.decode(codes()), expected, hint);
}

#[test]
fn autoencoder_decode_has_the_output_s_activation_behind_the_last_layer() {
    let hint = "`self.activations.output` stands behind the last layer, a sigmoid here; and the codes come as they are";
    let expected = matrix([
        [0.713_000_2, 0.5025, 0.291_109_8],
        [0.468_790_6, 0.522_484_8, 0.452_642_4],
        [0.692_109_5, 0.457_602_1, 0.240_489_1],
    ]);
    let network = network([Relu, Identity, Sigmoid]);
    assert_close(network.decode(codes()), expected, hint);
}

#[test]
fn autoencoder_denoising_loss_compares_with_the_whole_example() {
    let network = network([Relu, Identity, Identity]);
    let mask = matrix([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 1.0, 0.0]]);
    let hint = "the network sees inputs times mask, and what it gives is compared with the inputs as they were: squared \
                differences, mean over examples and features. 1.623 comes from comparing with the spoiled ones";
    let loss = network.denoising_loss(inputs(), mask);
    assert_close(loss, vector([2.416_270_7]), hint);
}

#[test]
fn autoencoder_denoising_loss_without_spoiling_is_the_reconstruction_error() {
    let network = network([Relu, Identity, Identity]);
    let hint = "a mask of ones spoils nothing: the mean of the squared differences between inputs and reconstructions";
    let loss = network.denoising_loss(inputs(), Tensor::ones_like(&inputs()));
    assert_close(loss, vector([2.397_752_2]), hint);
}

#[test]
fn autoencoder_sparsity_adds_the_divergences_of_all_numbers_of_the_code() {
    let codes = matrix([[0.1, 0.9], [0.3, 0.5]]);
    let hint = "the means over the batch are 0.2 and 0.7; of each ρ log(ρ / ρ̂) + (1 - ρ) log((1 - ρ) / (1 - ρ̂)), \
                and their sum. ρ comes first: the divergence is not the same the other way round";
    assert_close(sparsity(codes.clone(), 0.1), vector([0.830_850_1]), hint);
    assert_close(sparsity(codes, 0.2), vector([0.534_110_8]), hint);
}

#[test]
fn autoencoder_sparsity_is_zero_at_the_target_and_finite_everywhere() {
    let codes = matrix([[0.0, 0.5], [0.5, 0.0]]);
    let hint =
        "where the means are the target there is no distance, though no single code is the target";
    assert_close(sparsity(codes, 0.25), vector([0.0]), hint);
    let numbers: f64 = sparsity(matrix([[0.0, 1.0]]), 0.5).into_scalar();
    assert!(
        numbers.is_finite() && numbers > 5.0,
        "\nhint: means of 0 and 1 are moved inside by 10⁻⁶; what came out is {numbers}"
    );
}
