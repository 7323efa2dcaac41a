use crate::{assert_close, vector};
use assignment1::sgd::Sgd;
use common::by_hand::{Memory, Optimizer, Parameter, UpdateRule};

#[test]
fn sgd_update_goes_against_the_gradient() {
    let (value, grad) = (vector([1.0, 2.0, 3.0]), vector([10.0, -10.0, 0.0]));
    let updated = Sgd.update(0.1, value, grad, &mut Memory::default());
    let hint = "w - η g: against the gradient, not along it";
    assert_close(updated, vector([0.0, 3.0, 3.0]), hint);
}

#[test]
fn sgd_update_reaches_every_parameter() {
    let mut parameter = Parameter::new(vector([1.0, -1.0, 0.5, 2.0]));
    parameter.grad = vector([1.0, 2.0, 3.0, -4.0]);
    let mut optimizer = Optimizer::new(Sgd, 1.0);
    optimizer.step(vec![&mut parameter]);
    assert_close(parameter.value, vector([0.0, -3.0, -2.5, 6.0]), "w - η g");
}

#[test]
fn sgd_update_remembers_nothing() {
    let mut parameter = Parameter::new(vector([1.0, -1.0]));
    let mut optimizer = Optimizer::new(Sgd, 0.5);
    let hint = "every step is w - η g with the rate and the gradient of this step alone";
    let steps = [
        (0.5, [2.0, -4.0], [0.0, 1.0]),
        (0.1, [-3.0, 5.0], [0.3, 0.5]),
        (2.0, [0.25, 0.0], [-0.2, 0.5]),
    ];
    for (rate, grad, expected) in steps {
        optimizer.learning_rate = rate;
        parameter.grad = vector(grad);
        optimizer.step(vec![&mut parameter]);
        assert_close(parameter.value.clone(), vector(expected), hint);
    }
}
