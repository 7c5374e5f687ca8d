package io.breakwater.demo;

/// A call that Bedrock answered in full.
///
/// @param source the Region that was called
/// @param served the Region that answered
public record ServedCall(String account, String source, String profile, String served) {

    boolean to(TargetName target) {
        return source.equals(target.region()) && profile.equals(target.profile());
    }
}
