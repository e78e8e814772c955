import { theDentalSystem } from './profile.js';

/** The plug-in: what the registry finds in this folder. */
export default theDentalSystem;
