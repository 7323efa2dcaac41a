//! The bounds on what reaches the states of a plain recurrent layer.

use super::super::growth::largest_stretch;
use super::super::recurrent::Recurrent;
use super::unrolled::mean;
use burn::tensor::Tensor;

/// The two bounds of equation (2), from the lengths of ∂L/∂h_n of each sequence.
///
/// # Shapes
/// - states: h_1 … h_n, `[batch, steps, hidden]`
pub(super) fn bounds(layer: &Recurrent, states: &Tensor<3>, last: &[f64]) -> [Vec<f64>; 2] {
    let back = layer.w_h.val().transpose().unsqueeze::<3>(); // [1, hidden, hidden]
    let most: f64 = largest_stretch(back.clone()).into_scalar();
    let mut of_sequences = last.to_vec();
    let [mut near, mut far] = [vec![mean(last)], vec![mean(last)]];
    for step in (1..states.dims()[1]).rev() {
        let h = states.clone().narrow(1, step, 1); // [batch, 1, hidden]
        let slopes = (h.square() * -1.0 + 1.0).swap_dims(1, 2); // [batch, hidden, 1]
        let stretches = largest_stretch(slopes * back.clone());
        let stretches = stretches.into_data();
        for (length, stretch) in of_sequences.iter_mut().zip(stretches.iter::<f64>()) {
            *length *= stretch;
        }
        near.push(mean(&of_sequences));
        far.push(far[far.len() - 1] * most);
    }
    near.reverse();
    far.reverse();
    [near, far]
}
