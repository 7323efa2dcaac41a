//! What the first layer looks at, and the maps that convolutions make of an image.

use super::looked::Looked;
use crate::mlp::Mlp;
use crate::staff::attribution::scaled;
use crate::staff::network::Network;
use burn::tensor::Tensor;
use common::figures::{Figure, Pictures};
use common::layers::watched;

/// Pictures in a row of filters and maps, and rows of them.
const COLUMNS: usize = 16;
const ROWS: usize = 6;

/// The filters of the first layer, and what each layer makes of an example.
pub(super) fn filters_and_maps(looked: &Looked, network: &Network, example: usize) -> Figure {
    let filters = network.convolutions()[0].weight.val();
    let shown = filters.dims()[0].min(2 * COLUMNS);
    let filters = coloured(filters.narrow(0, 0, shown));
    let (_, maps) = watched(|| network.features(looked.inputs(&[example])));
    // Of many layers some, the first and the last among them.
    let rows = maps.len().min(ROWS);
    let layers = (0..rows).map(|row| row * (maps.len() - 1) / (rows - 1).max(1));
    let class = &looked.classes[looked.pictures.labels()[example]];
    let pictures = Pictures::grid(
        "First-layer filters, and what convolutions make of an example",
        COLUMNS,
    )
    .note("each filter and each map by its largest number; grey is 0")
    .row("filters", &filters)
    .row(
        format!("test example {example}: {class}"),
        &looked.pictures.gather(&[example]).inputs,
    );
    let rows = layers.fold(pictures, |pictures, layer| {
        let [_, count, height, width] = maps[layer].dims();
        let of_layer = maps[layer].clone().narrow(1, 0, count.min(COLUMNS));
        let label = format!("convolution {}: {count} of {height}x{width}", layer + 1);
        pictures.row(label, &signed(of_layer.swap_dims(0, 1)))
    });
    rows.figure()
}

/// What the units of the first layer of a perceptron look at.
pub(super) fn first_layer(network: &Mlp, [_, channels, height, width]: [usize; 4]) -> Figure {
    let weight = network.layers[0].weight.val().transpose(); // [unit, feature]
    let [count, _] = weight.dims();
    let shown = count.min(6 * COLUMNS);
    let weight = weight.reshape([count, channels, height, width]);
    Pictures::grid("What the units of the first layer look at", COLUMNS)
        .note(format!(
            "weights of the first {shown} of {count} units, each by its largest number; grey is 0"
        ))
        .images(&coloured(weight.narrow(0, 0, shown)))
        .figure()
}

/// Weights `[unit, channel, height, width]` as pictures, in colour where they look at three channels; each by its
/// largest number over all channels.
fn coloured(weight: Tensor<4>) -> Tensor<4> {
    let [count, channels, height, width] = weight.dims();
    let whole = weight.reshape([count, 1, channels * height, width]);
    signed(whole).reshape([count, channels, height, width])
}

/// Numbers as brightness, 0 in the middle.
fn signed(maps: Tensor<4>) -> Tensor<4> {
    scaled(maps) * 0.5 + 0.5
}
