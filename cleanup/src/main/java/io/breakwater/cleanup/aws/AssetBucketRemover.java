package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.FoundResource;
import io.breakwater.cleanup.own.Kind;
import io.breakwater.cleanup.own.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Error;

/// The buckets of the CDK's bootstrap, with all versions of what is in them.
record AssetBucketRemover(Function<Place, S3Client> clients) implements ResourceRemover {

    @Override
    public Kind kind() {
        return Kind.ASSET_BUCKET;
    }

    /// Only the account's own buckets are listed, of all Regions; the CDK puts the Region into the name.
    @Override
    public List<FoundResource> list(Place place) {
        String end = "-assets-" + place.account() + "-" + place.region();
        return clients.apply(place).listBucketsPaginator(list -> list.prefix("cdk-")).buckets().stream()
                .filter(bucket ->
                        bucket.name().startsWith("cdk-") && bucket.name().endsWith(end))
                .map(bucket -> found(place, bucket))
                .toList();
    }

    private FoundResource found(Place place, Bucket bucket) {
        long bytes = pages(place, bucket.name())
                .flatMap(page -> page.versions().stream())
                .mapToLong(ObjectVersion::size)
                .sum();
        return new FoundResource(
                place,
                kind(),
                bucket.name(),
                bucket.name(),
                Map.of(),
                String.valueOf(bucket.creationDate()),
                new FoundResource.State(bytes, false, IdlePrice.ofBucket(bytes)));
    }

    private Stream<ListObjectVersionsResponse> pages(Place place, String bucket) {
        return clients.apply(place).listObjectVersionsPaginator(list -> list.bucket(bucket)).stream();
    }

    @Override
    public Optional<String> remove(FoundResource found) {
        return NotFoundErrors.ignored(() -> {
            S3Client s3 = clients.apply(found.place());
            empty(s3, found.id());
            s3.deleteBucket(delete -> delete.bucket(found.id()));
        });
    }

    /// Reads the first page repeatedly: the start of the next one is uncertain while earlier versions
    /// are being deleted. A page has at most 1,000 versions and delete markers, which is what one
    /// request deletes.
    private static void empty(S3Client s3, String bucket) {
        List<ObjectIdentifier> before = List.of();
        List<ObjectIdentifier> page = firstPage(s3, bucket);
        while (!page.isEmpty()) {
            if (page.equals(before)) {
                throw SdkClientException.create("S3 still lists what it deleted; run this again");
            }
            delete(s3, bucket, page);
            before = page;
            page = firstPage(s3, bucket);
        }
    }

    private static List<ObjectIdentifier> firstPage(S3Client s3, String bucket) {
        return everyVersion(s3.listObjectVersions(list -> list.bucket(bucket)));
    }

    private static List<ObjectIdentifier> everyVersion(ListObjectVersionsResponse page) {
        return Stream.concat(
                        page.versions().stream().map(version -> identifier(version.key(), version.versionId())),
                        page.deleteMarkers().stream().map(marker -> identifier(marker.key(), marker.versionId())))
                .toList();
    }

    private static ObjectIdentifier identifier(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }

    private static void delete(S3Client s3, String bucket, List<ObjectIdentifier> versions) {
        List<S3Error> kept = s3.deleteObjects(delete -> delete.bucket(bucket)
                        .delete(all -> all.objects(versions).quiet(true)))
                .errors();
        if (!kept.isEmpty()) {
            S3Error first = kept.getFirst();
            throw SdkClientException.create(
                    "S3 kept %d objects, the first is %s: %s".formatted(kept.size(), first.key(), first.message()));
        }
    }
}
