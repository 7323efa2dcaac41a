use crate::{assert_close, device};
use assignment1::sgd::Sgd;
use common::by_hand::{Memory, Optimizer, Parameter, Tensor, UpdateRule};

fn vector(values: [f64; 3]) -> Tensor<1> {
    Tensor::from_data(values, &device())
}

#[test]
fn sgd_update_goes_against_the_gradient() {
    let (value, grad) = (vector([1.0, 2.0, 3.0]), vector([10.0, -10.0, 0.0]));
    let updated = Sgd.update(0.1, value, grad, &mut Memory::default());
    let hint = "w - η g: against the gradient, not along it";
    assert_close(updated, vector([0.0, 3.0, 3.0]), hint);
}

#[test]
fn sgd_update_reaches_every_parameter() {
    let mut parameter = Parameter::new(vector([1.0, 1.0, 1.0]));
    parameter.grad = vector([1.0, 2.0, 3.0]);
    let mut optimizer = Optimizer::new(Sgd, 1.0);
    optimizer.step(vec![&mut parameter]);
    assert_close(parameter.value, vector([0.0, -1.0, -2.0]), "w - η g");
}
