package io.breakwater.iam;

import java.util.ArrayList;
import java.util.List;

/// The policies that a caller brings along.
///
/// @param identity the policies of the identity
/// @param boundary its permissions boundary; empty for none
/// @param session the policies of its session; empty for no limit
/// @param control the policies of the organization: a list for each level from the root down
public record Rights(
        List<PolicyDocument> identity,
        List<PolicyDocument> boundary,
        List<PolicyDocument> session,
        List<List<PolicyDocument>> control) {
    /// The rights of a service, which has no policies of its own.
    public static final Rights NONE = of(List.of());

    public Rights {
        identity = List.copyOf(identity);
        boundary = List.copyOf(boundary);
        session = List.copyOf(session);
        control = List.copyOf(control);
    }

    /// The rights of an identity without limits.
    public static Rights of(List<PolicyDocument> identity) {
        return new Rights(identity, List.of(), List.of(), List.of());
    }

    public Rights within(PolicyDocument boundary) {
        return new Rights(identity, List.of(boundary), session, control);
    }

    public Rights inSession(PolicyDocument session) {
        return new Rights(identity, boundary, List.of(session), control);
    }

    /// The same rights below one more level of the organization.
    public Rights under(PolicyDocument... level) {
        List<List<PolicyDocument>> levels = new ArrayList<>(control);
        levels.add(List.of(level));
        return new Rights(identity, boundary, session, levels);
    }
}
