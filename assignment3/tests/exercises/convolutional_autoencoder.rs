use crate::layers::{convolution, linear};
use crate::{assert_close, device, matrix};
use assignment3::convolutional_autoencoder::{ConvolutionalAutoencoder, upsample};
use common::by_hand::Tensor;
use common::ops::Window;

#[test]
fn convolutional_autoencoder_upsample_copies_each_pixel_into_a_square() {
    let maps = Tensor::<4>::from_data([[[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]]], &device());
    let hint = "each pixel becomes four, two side by side in two rows: 1 1 2 2 and once more, then 3 3 4 4";
    let expected = [[[
        [1.0, 1.0, 2.0, 2.0],
        [1.0, 1.0, 2.0, 2.0],
        [3.0, 3.0, 4.0, 4.0],
        [3.0, 3.0, 4.0, 4.0],
        [5.0, 5.0, 6.0, 6.0],
        [5.0, 5.0, 6.0, 6.0],
    ]]];
    assert_close(upsample(maps), Tensor::from_data(expected, &device()), hint);
}

#[test]
fn convolutional_autoencoder_upsample_keeps_examples_and_maps_apart() {
    let maps = Tensor::<4>::from_data([[[[1.0]], [[2.0]]], [[[3.0]], [[4.0]]]], &device());
    let hint = "every map of every example by itself: 1, then 2, then 3, then 4, four times each";
    let square = |number: f64| [[number; 2]; 2];
    let expected = [[square(1.0), square(2.0)], [square(3.0), square(4.0)]];
    assert_close(upsample(maps), Tensor::from_data(expected, &device()), hint);
}

/// For images of 4x8 pixels: codes of two numbers, two maps of 1x2, three maps of 2x4, one of 4x8.
fn network() -> ConvolutionalAutoencoder {
    sized([4, 8])
}

/// The same for images of this height and width.
fn sized([height, width]: [usize; 2]) -> ConvolutionalAutoencoder {
    let flat = 2 * (height / 4) * (width / 4);
    let (halving, keeping) = (Window::padded(1).every(2), Window::padded(1));
    ConvolutionalAutoencoder {
        down: [[3, 1, 3, 3], [2, 3, 3, 3]].map(|shape| convolution(shape, halving)),
        to_code: linear(flat, 2),
        from_code: linear(2, flat),
        up: [[3, 2, 3, 3], [1, 3, 3, 3]].map(|shape| convolution(shape, keeping)),
        size: [height, width],
    }
}

#[test]
fn convolutional_autoencoder_decode_of_two_codes() {
    let images = network().decode(matrix([[1.0, -0.5], [-2.0, 1.5]]));
    let hint = "linear layer, ReLU, as maps of a quarter of height and width; upsampled, conv₃, ReLU; upsampled, conv₄, \
                sigmoid";
    let expected = [
        [[
            [
                0.482_507, 0.438_562, 0.445_591, 0.580_055, 0.542_894, 0.443_739, 0.476_891,
                0.502_500,
            ],
            [
                0.480_011, 0.478_888, 0.501_125, 0.491_001, 0.460_706, 0.465_555, 0.530_587,
                0.520_988,
            ],
            [
                0.480_011, 0.523_857, 0.507_499, 0.430_086, 0.415_688, 0.453_014, 0.503_125,
                0.479_761,
            ],
            [
                0.465_057, 0.510_623, 0.416_903, 0.382_488, 0.438_316, 0.467_172, 0.467_546,
                0.409_387,
            ],
        ]],
        [[
            [
                0.528_469, 0.332_478, 0.411_807, 0.517_493, 0.528_594, 0.694_555, 0.669_074,
                0.467_546,
            ],
            [
                0.441_149, 0.388_885, 0.599_048, 0.585_283, 0.478_264, 0.490_001, 0.433_030,
                0.457_602,
            ],
            [
                0.419_458, 0.452_271, 0.535_814, 0.488_752, 0.424_458, 0.324_537, 0.337_378,
                0.457_602,
            ],
            [
                0.457_106, 0.548_720, 0.391_979, 0.392_456, 0.303_011, 0.215_853, 0.431_067,
                0.450_166,
            ],
        ]],
    ];
    assert_close(images, Tensor::from_data(expected, &device()), hint);
}

#[test]
fn convolutional_autoencoder_decode_fills_the_maps_row_by_row() {
    let image = sized([8, 8]).decode(matrix([[1.0, -0.5]]));
    let rows = [0, 5].map(|row| image.clone().narrow(2, row, 1).reshape([1, 8]));
    let hint = "the numbers behind the linear layer are maps, each row by row: `[batch, maps, height / 4, width / 4]`. \
                Shown are the first and the sixth row of the image";
    let expected = [
        [
            0.485504, 0.470659, 0.47764, 0.472902, 0.473899, 0.479761, 0.478763, 0.474273,
        ],
        [
            0.501, 0.489502, 0.50375, 0.454129, 0.485504, 0.42031, 0.511248, 0.539791,
        ],
    ];
    assert_close(Tensor::cat(rows.to_vec(), 0), matrix(expected), hint);
}

#[test]
fn convolutional_autoencoder_decode_gives_the_size_of_the_images() {
    let decoded = network().decode(matrix([[0.5, 0.5]; 3]));
    let hint = "two upsamplings double a quarter of height and width twice; convolutions keep both";
    assert_eq!(decoded.dims(), [3, 1, 4, 8], "\nhint: {hint}");
}
