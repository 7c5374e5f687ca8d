package io.breakwater.local.conversation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/// The members of a body in AWS's own SDK, as paths such as `messages[].content[].text`; a new SDK may
/// know more.
final class SdkMembers {
    /// The members of Converse, whole and streamed.
    static final List<String> CONVERSE = of(
            ConverseRequest.builder().build(), ConverseStreamRequest.builder().build());

    /// A model's own members beyond Converse are shown field by field; every other document counts as
    /// one value.
    static final String OPEN = "additionalModelRequestFields";

    /// Paths that count as one value in Converse, such as a schema.
    static final Set<String> WHOLE =
            CONVERSE.stream().filter(member -> !member.equals(OPEN)).collect(Collectors.toUnmodifiableSet());

    private final Set<String> paths = new LinkedHashSet<>();

    private SdkMembers() {}

    /// The members in the order of the service's model; a member of several requests is named once.
    private static List<String> of(SdkPojo... requests) {
        SdkMembers members = new SdkMembers();
        for (SdkPojo request : requests) {
            members.readAll("", request);
        }
        return new ArrayList<>(members.paths);
    }

    private void readAll(String owner, SdkPojo type) {
        for (SdkField<?> field : type.sdkFields()) {
            if (field.location() == MarshallLocation.PAYLOAD) {
                read(owner.isEmpty() ? field.locationName() : owner + "." + field.locationName(), field);
            }
        }
    }

    private void read(String path, SdkField<?> field) {
        if (field.marshallingType().equals(MarshallingType.LIST)) {
            read(path + "[]", field.getTrait(ListTrait.class).memberFieldInfo());
        } else if (field.marshallingType().equals(MarshallingType.SDK_POJO)) {
            SdkPojo type = built(field);
            if (type.sdkFields().isEmpty()) {
                paths.add(path);
            }
            readAll(path, type);
        } else {
            paths.add(path);
        }
    }

    private static SdkPojo built(SdkField<?> field) {
        return (SdkPojo) ((Buildable) field.constructor().get()).build();
    }
}
