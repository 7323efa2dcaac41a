//! Attacks that reach for the network.

/// a1.relu.forward: row 16, connects over TCP -> policy, blocked, landlock + seccomp
fn relu_forward_3() {
    match std::net::TcpStream::connect("127.0.0.1:@port@") {
        Ok(_) => panic!("the attack succeeded"),
        other => panic!("{other:?}"),
    }
}

/// a1.softmax.forward: row 16, sends over UDP -> policy, blocked, landlock + seccomp
fn softmax_forward_3() {
    match std::net::UdpSocket::bind("127.0.0.1:0") {
        Ok(_) => panic!("the attack succeeded"),
        other => panic!("{other:?}"),
    }
}

/// a1.training.accuracy: row 16, connects to a Unix socket -> policy, blocked, landlock + seccomp
fn training_accuracy_3() {
    match std::os::unix::net::UnixStream::connect("@folder@/socket") {
        Ok(_) => panic!("the attack succeeded"),
        other => panic!("{other:?}"),
    }
}
