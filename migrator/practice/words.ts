/** Words to make people and places from. None is meant to name anybody; surnames are put together from two halves. */
export const GIVEN_NAMES = {
  female: [
    'Ada', 'Alma', 'Anita', 'Bella', 'Bridget', 'Carla', 'Celia', 'Clara', 'Dana', 'Della', 'Edith', 'Elena', 'Esther', 'Faye', 'Flora', 'Gina',
    'Greta', 'Hazel', 'Helen', 'Ida', 'Irene', 'Ivy', 'Jane', 'Joan', 'June', 'Karen', 'Lena', 'Lidia', 'Lucy', 'Mabel', 'Marta', 'Mary-Ann', 'Mina',
    'Nadia', 'Nora', 'Olga', 'Opal', 'Pearl', 'Rita', 'Rosa', 'Ruth', 'Sara', 'Stella', 'Tessa', 'Thea', 'Uma', 'Vera', 'Wanda', 'Wilma', 'Yara',
  ],
  male: [
    'Aaron', 'Abel', 'Alan', 'Amos', 'Arlo', 'Barry', 'Boris', 'Bruno', 'Calvin', 'Carl', 'Cyrus', 'Dale', 'Dennis', 'Edgar', 'Eli', 'Emil', 'Ezra',
    'Felix', 'Floyd', 'Frank', 'Glen', 'Gus', 'Hank', 'Harvey', 'Hugo', 'Ivan', 'Jasper', 'Joel', 'Karl', 'Lars', 'Leon', 'Lloyd', 'Luke', 'Marvin',
    'Miles', 'Ned', 'Niels', 'Oscar', 'Otto', 'Owen', 'Paul', 'Pedro', 'Quinn', 'Ralph', 'Reid', 'Roland', 'Silas', 'Theo', 'Vernon', 'Wade',
  ],
} as const;

export const NICKNAMES = ['Bee', 'Buddy', 'Chip', 'Dot', 'Janie', 'Kit', 'Lou', 'Mac', 'Sam', 'Sue', 'Tess', 'Ty'] as const;

export const SURNAME_BEGINNINGS = [
  'Alder', 'Amber', 'Ash', 'Barn', 'Beck', 'Birch', 'Black', 'Bram', 'Bright', 'Brook', 'Bur', 'Cald', 'Carl', 'Cedar', 'Clay', 'Cold', 'Cran', 'Dun',
  'East', 'Elder', 'Elm', 'Fair', 'Farn', 'Fen', 'Glen', 'Gold', 'Gran', 'Grey', 'Hart', 'Haw', 'Hazel', 'Heath', 'Holt', 'Kings', 'Lang', 'Lin', 'Marl',
  'May', 'Mill', 'Moor', 'Nor', 'Oak', 'Pember', 'Quen', 'Red', 'Rock', 'Rose', 'Rush', 'Sand', 'Shel', 'Silver', 'Stan', 'Stone', 'Thorn', 'Under',
  'Wain', 'West', 'Whit', 'Winter', 'Wood',
] as const;

export const SURNAME_ENDINGS = [
  'bank', 'berg', 'born', 'bridge', 'brook', 'bury', 'by', 'combe', 'dale', 'den', 'field', 'ford', 'gate', 'ham', 'hurst', 'land', 'ley', 'lock', 'man',
  'mere', 'more', 'ridge', 'sby', 'shaw', 'son', 'stead', 'stone', 'ton', 'ward', 'wick', 'win', 'worth',
] as const;

/** Surnames that programs stumble over. */
export const AWKWARD_SURNAMES = ['O’Neil', 'O\'Dell', 'De La Cruz', 'van der Berg', 'St. John', 'Smith-Jones'] as const;
export const ACCENTED_NAMES = { first: ['Zoë', 'José', 'Renée', 'Chloë', 'André'], last: ['Núñez', 'Müller', 'Gonçalves', 'Lefèvre', 'Ångström'] } as const;

export const STREETS = ['Maple', 'Cedar', 'Lake', 'Hill', 'Mill', 'Orchard', 'Station', 'Church', 'Meadow', 'River', 'Sunset', 'Garden'] as const;
export const STREET_KINDS = ['St', 'Ave', 'Rd', 'Ln', 'Dr', 'Ct'] as const;

/** Invented towns; the first three have zip codes with a leading zero, which spreadsheets strip. */
export const TOWNS = [
  { city: 'Samplebury', region: 'MA', zip: 2100 }, { city: 'Exampleton', region: 'NJ', zip: 7900 }, { city: 'Testford', region: 'CT', zip: 6900 },
  { city: 'Mockville', region: 'OR', zip: 97_900 }, { city: 'Demo Falls', region: 'OH', zip: 45_900 }, { city: 'Fixture Springs', region: 'CO', zip: 80_900 },
] as const;

/** Area codes in use; numbers are made with 555-01xx, which is kept free for fiction in all of them. */
export const AREA_CODES = (
  '201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 252 253 254 256 260 262 267 ' +
  '269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 325 330 334 336 337 339 347 351 352 360 ' +
  '361 386 401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 424 425 430 432 434 435 440 443 458 469 470 475 478 479 480 484 ' +
  '501 502 503 504 505 507 508 509 510 512 513 515 516 517 518 520 530 540 541 551 559 561 562 563 567 570 571 573 574 575 580 585 586 601 ' +
  '602 603 605 606 607 608 609 610 612 614 615 616 617 618 619 620 623 626 630 631 636 641 646 650 651 660 661 662 678 682 701 702 703 704 ' +
  '706 707 708 712 713 714 715 716 717 718 719 720 724 727 731 732 734 740 754 757 760 763 765 770 772 773 774 775 781 785 786 801 802 803 ' +
  '804 805 806 808 810 812 813 814 815 816 817 818 828 830 831 832 843 845 847 848 850 856 857 858 859 860 862 863 864 865 870 901 903 904 ' +
  '906 907 908 909 910 912 913 914 915 916 917 918 919 920 925 928 931 936 937 940 941 947 949 951 952 954 956 970 971 972 973 978 979 980 ' +
  '985 989 '
).trim().split(' ');

export const MAIL_DOMAINS = ['example.com', 'example.org', 'example.net'] as const;

export const WORKPLACES = ['School', 'Bakery', 'Logistics', 'Hardware', 'Clinic', 'Library', 'Foundry', 'Nursery', 'Garage', 'Print Shop'] as const;
export const CAMPAIGNS = ['Yellow Pages', 'Web search', 'Walk by', 'School fair', 'Postcard'] as const;
export const SPECIALTIES = ['Orthodontics', 'Oral surgery', 'General'] as const;

export const VISIT_KINDS = ['', 'New patient', 'Recall', 'Treatment', 'Emergency', 'Consultation'] as const;
export const VISIT_REASONS = ['Check-up', 'Cleaning', 'Follow-up', 'Second opinion', 'Tooth sensitive', 'Office item A, office item B', ''] as const;
export const PLAN_NAMES = ['Phase 1', 'Phase 2', 'Upper left', 'Lower right', 'Front teeth', 'Before summer', 'Option with insurance'] as const;

export const CONDITIONS = ['High blood pressure', 'Asthma', 'Diabetes', 'Heart murmur', 'Pregnancy', 'Joint replacement'] as const;
export const MEDICATIONS = ['Blood thinner', 'Insulin', 'Inhaler', 'Pain relief'] as const;
export const ALLERGIES = ['Latex', 'Penicillin', 'Local anaesthetic', 'Nuts'] as const;

export const RECALL_TYPES = [
  { type: 'PROPHY', months: 6 }, { type: 'PERIO', months: 4 }, { type: 'BITEWINGS', months: 12 }, { type: 'PANOREX', months: 36 }, { type: 'ORTHO', months: 1 },
] as const;

export const NOTE_SENTENCES = [
  'Patient seen on time.', 'No complaints today.', 'Discussed options and cost.', 'Wants to think about it.', 'Asked for a morning slot.',
  'Will call back next week.', 'Anxious; explain each step.', 'Prefers the back entrance.', 'Parent was present.', 'Reviewed home care.',
] as const;
