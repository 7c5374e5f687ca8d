package io.breakwater.iam;

/// Policy variables, such as `${aws:PrincipalTag/team}`: none is in use, and none is supported.
final class Variables {
    private Variables() {}

    /// @throws UnevaluatedException if a text has one
    static void refuse(String text) {
        if (text.contains("${")) {
            throw new UnevaluatedException("policy variables are not filled in: " + text);
        }
    }
}
