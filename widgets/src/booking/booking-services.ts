/** What the screen of the services shows. */
import '../elements/kiwi-announcements/kiwi-announcements.ts';
import '../elements/kiwi-service-picker/kiwi-service-picker.ts';
import '../screens/kiwi-triage/kiwi-triage.ts';
