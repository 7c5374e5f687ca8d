package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.Tag;

/// KMS keys. AWS keeps a key for 7 days at least before it goes ("Deleting AWS KMS keys", AWS KMS Developer Guide);
/// one that is pending deletion costs nothing and does not count as left behind.
record KmsKeyRemover(Function<Place, KmsClient> clients) implements ResourceRemover {
    private static final int SHORTEST_WAIT_DAYS = 7;

    @Override
    public Kind kind() {
        return Kind.KEY;
    }

    @Override
    public List<FoundResource> list(Place place) {
        KmsClient kms = clients.apply(place);
        return kms.listKeysPaginator().keys().stream()
                .flatMap(key -> found(place, kms, key).stream())
                .toList();
    }

    /// Only its tags tell the owner of a key, so the tags of all the account's own keys are read. A key
    /// whose policy shuts out the account's administrators belongs to the author of that policy, and
    /// must not hide the others.
    private Optional<FoundResource> found(Place place, KmsClient kms, KeyListEntry entry) {
        try {
            return seen(place, kms, entry);
        } catch (KmsException refused) {
            if (String.valueOf(refused.getMessage()).contains("resource-based policy")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private Optional<FoundResource> seen(Place place, KmsClient kms, KeyListEntry entry) {
        return NotFoundErrors.orElse(Optional.empty(), () -> {
            KeyMetadata key =
                    kms.describeKey(describe -> describe.keyId(entry.keyId())).keyMetadata();
            return key.keyManager() == KeyManagerType.CUSTOMER && key.keyState() != KeyState.PENDING_DELETION
                    ? Optional.of(found(place, key, tags(kms, key.keyId())))
                    : Optional.empty();
        });
    }

    private FoundResource found(Place place, KeyMetadata key, Map<String, String> tags) {
        return new FoundResource(
                place,
                kind(),
                key.keyId(),
                "",
                tags,
                String.valueOf(key.creationDate()),
                FoundResource.State.costing(IdlePrice.KEY));
    }

    private static Map<String, String> tags(KmsClient kms, String key) {
        return CandidateNames.tags(
                kms.listResourceTagsPaginator(list -> list.keyId(key)).tags().stream()
                        .toList(),
                Tag::tagKey,
                Tag::tagValue);
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.orElse(
                Optional.empty(),
                () -> Optional.of("KMS key " + found.id() + " goes on "
                        + clients.apply(found.place())
                                .scheduleKeyDeletion(
                                        delete -> delete.keyId(found.id()).pendingWindowInDays(SHORTEST_WAIT_DAYS))
                                .deletionDate()
                        + "; until then it costs nothing"));
    }
}
