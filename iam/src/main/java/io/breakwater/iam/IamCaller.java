package io.breakwater.iam;

/// Who makes a call.
public sealed interface IamCaller {

    /// A session of a role.
    ///
    /// @param arn the role's
    record Role(String arn) implements IamCaller {
        private static final int ACCOUNT = 4;

        String account() {
            return arn.split(":", -1)[ACCOUNT];
        }
    }

    /// A service of AWS, such as `lambda.amazonaws.com`.
    record Service(String name) implements IamCaller {}
}
