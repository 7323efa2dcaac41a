use crate::layers::{images, normed};
use crate::{assert_close, device};
use assignment2::inception::{Block, Widths};
use burn::module::Module;
use burn::tensor::Tensor;

/// Two maps by 1x1, three by 3x3, one by 5x5, two of the pool.
fn block() -> Block {
    let widths = Widths {
        one: 2,
        three: [1, 3],
        five: [2, 1],
        pool: 2,
    };
    let mut block = Block::new(2, widths, &device());
    normed(&mut block.one);
    normed(&mut block.pooled);
    let branches = block.three.iter_mut().chain(&mut block.five);
    branches.for_each(normed);
    block
}

/// What the block makes of an image, map by map.
const EXPECTED: [[[f64; 3]; 2]; 8] = [
    [
        [1.149_996_75, 0.774_998_63, 0.0],
        [0.999_997_50, 0.624_999_38, 0.0],
    ],
    [
        [0.301_030_87, 0.0, 1.194_071_02],
        [0.147_938_27, 0.0, 1.040_978_43],
    ],
    [
        [0.132_502_17, 1.552_491_98, 1.137_495_88],
        [0.487_499_63, 0.642_499_33, 0.425_000_75],
    ],
    [
        [0.242_344_90, 0.364_819_90, 0.130_077_81],
        [0.750_101_26, 0.002_501_54, 0.0],
    ],
    [[0.0; 3]; 2],
    [[1.006_619_86, 0.0, 0.281_496_50], [0.904_894_47, 0.0, 0.0]],
    [[0.624_999_38, 0.000_002_50, 0.000_002_50]; 2],
    [[0.0, 0.020_361_10, 0.020_361_10]; 2],
];

#[track_caller]
fn assert_maps(numbers: std::ops::Range<usize>, hint: &str) {
    let output = block().forward(images([1, 2, 2, 3]));
    assert_eq!(
        output.dims(),
        [1, 8, 2, 3],
        "\nhint: 2 + 3 + 1 + 2 maps, one behind the other along the channels, dimension 1"
    );
    let expected = Tensor::<4>::from_data([EXPECTED], &device());
    let [start, count] = [numbers.start, numbers.len()];
    let [own, expected] = [output, expected].map(|maps| maps.narrow(1, start, count));
    assert_close(own, expected, hint);
}

#[test]
fn inception_block_begins_with_the_1x1_convolution() {
    assert_maps(0..2, "the first branch: relu(norm(conv(x)))");
}

#[test]
fn inception_block_goes_on_with_3x3() {
    let hint = "the second branch: a 1x1 layer and a 3x3 layer, a ReLU behind each";
    assert_maps(2..5, hint);
}

#[test]
fn inception_block_goes_on_with_5x5() {
    let hint =
        "the third branch: a 1x1 layer and a 5x5 layer, from x and not from the second branch";
    assert_maps(5..6, hint);
}

#[test]
fn inception_block_ends_with_the_pool() {
    let hint = "the last branch: the pool of x, and the 1x1 layer behind it";
    assert_maps(6..8, hint);
}

#[test]
fn inception_block_of_several_images_keeps_them_apart() {
    let both = images([2, 2, 2, 3]);
    let output = block().forward(both.clone());
    let hint = "images stand along dimension 0, maps along dimension 1";
    assert_eq!(output.dims(), [2, 8, 2, 3], "\nhint: {hint}");
    let second = block().forward(both.narrow(0, 1, 1));
    assert_close(output.narrow(0, 1, 1), second, hint);
}

#[test]
fn inception_block_in_training_is_normalised_by_the_batch() {
    let output = block().train().forward(images([2, 2, 2, 3]).autodiff());
    let first = output.without_autodiff().narrow(1, 0, 1);
    let expected = [
        [[
            [1.600_770_80, 0.898_151_14, 0.0],
            [1.319_722_94, 0.617_103_28, 0.0],
        ]],
        [[
            [0.476_579_34, 1.600_770_80, 0.898_151_14],
            [0.0, 1.319_722_94, 0.617_103_28],
        ]],
    ];
    let hint =
        "the norm of each layer takes mean and variance of the batch in training: is it there?";
    assert_close(first, Tensor::from_data(expected, &device()), hint);
}
