use assignment1::sgd::Sgd;
use assignment1::surfaces::Surface;

#[test]
fn descent_on_the_bowl_is_that_of_the_formula() {
    // Along x a step multiplies by 1 - η, along y by 1 - κ η.
    let path = Surface::Bowl.descend(&Sgd, 0.01, 2);
    let expected = [[-4.0, 1.0], [-3.96, 0.64], [-3.920_4, 0.409_6]];
    assert_eq!(path.len(), expected.len());
    for (point, expected) in path.iter().zip(expected) {
        for (coordinate, expected) in point.iter().zip(expected) {
            assert!((coordinate - expected).abs() < 1e-6, "{path:?}");
        }
    }
}

#[test]
fn a_path_has_arrived_when_it_leaves_no_more() {
    let (near, far) = ([1.05, 1.0], [0.5, 1.0]);
    let arrival = |path: &[[f64; 2]]| Surface::Rosenbrock.arrival(path);
    assert_eq!(arrival(&[far, near, far, near, near]), Some(3));
    assert_eq!(arrival(&[near, near]), Some(0));
    assert_eq!(arrival(&[far, near, far]), None);
    assert_eq!(arrival(&[far, [f64::NAN, 1.0]]), None);
}

#[test]
fn the_minima_are_flat_and_zero() {
    for surface in [Surface::Bowl, Surface::Rosenbrock, Surface::Saddle] {
        assert_eq!(surface.value(surface.minimum()), 0.0);
        assert!(
            surface
                .gradient(surface.minimum())
                .iter()
                .all(|g| *g == 0.0)
        );
        assert!(surface.value(surface.start()) > 1.0);
        assert_eq!(surface.distance(surface.minimum()), 0.0);
    }
}

#[test]
fn the_saddle_is_flat_between_two_minima() {
    let [x, y] = Surface::Saddle.minimum();
    assert_eq!(Surface::Saddle.distance([x, -y]), 0.0);
    assert_eq!(Surface::Saddle.gradient([0.0, 0.0]), [0.0, 0.0]);
    assert_eq!(Surface::Saddle.value([0.0, 0.0]), 0.25);
}
