//! Correct bodies for `assignment1/src/coordinates.rs`, written otherwise than the solution.

/// a1.coordinates.polar: point by point on the host
fn coordinates_polar_1() {
    let numbers: Vec<f64> = points.to_data().iter().collect();
    let mut result = Vec::new();
    for point in numbers.chunks(2) {
        result.push(point[0].hypot(point[1]));
        result.push(point[1].atan2(point[0]));
    }
    Tensor::<1>::from_data(&*result, &points.device()).reshape(points.dims())
}

/// a1.coordinates.polar: the radius over both columns at once, the angle in f32
fn coordinates_polar_2() {
    let radius = points.clone().square().sum_dim(1).sqrt();
    let numbers: Vec<f32> = points.to_data().convert::<f32>().iter::<f32>().collect();
    let angles: Vec<f32> = numbers
        .chunks(2)
        .map(|point| f32::atan2(point[1], point[0]))
        .collect();
    let angle = Tensor::<1>::from_data(&*angles, &points.device()).unsqueeze_dim::<2>(1);
    Tensor::cat(vec![radius, angle], 1)
}

/// a1.coordinates.polar: vectors in place of columns
fn coordinates_polar_3() {
    assert_shape!(points, [_, 2]);
    let column = |which: usize| {
        points
            .clone()
            .slice([0..points.dims()[0], which..which + 1])
    };
    let (x, y) = (column(0).squeeze_dim::<1>(1), column(1).squeeze_dim::<1>(1));
    let angle = y.clone().atan2(x.clone());
    let radius = (x.clone() * x + y.clone() * y).sqrt();
    Tensor::stack(vec![radius, angle], 1)
}

/// a1.coordinates.polar: the angle from its cosine, turned round below the x axis
fn coordinates_polar_4() {
    let [x, y] = [0, 1].map(|column| points.clone().narrow(1, column, 1));
    let radius = (x.clone().powi_scalar(2) + y.clone().powi_scalar(2)).sqrt();
    let above = (x / radius.clone()).clamp(-1.0, 1.0).acos();
    let angle = above.clone().mask_where(y.lower_elem(0.0), -above);
    Tensor::cat(vec![radius, angle], 1)
}
